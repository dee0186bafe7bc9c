package dev.icl.data.sample;

import java.util.Optional;

/**
 * A sample in memory as the source of its parts.
 *
 * @param sample the sample
 */
record WholeSample(Sample sample) implements SampleSource {
  @Override
  public SampleId id() {
    return sample.id();
  }

  @Override
  public int[] sizes() {
    return sample.sizes();
  }

  @Override
  public boolean hasLabel() {
    return sample.label().isPresent();
  }

  @Override
  public int[] voxelsOfClasses() {
    int[] counts = new int[LABELS];
    Optional<byte[]> label = sample.label();
    if (label.isPresent()) {
      for (byte value : label.get()) {
        counts[value & 0xff]++;
      }
    }
    return counts;
  }

  @Override
  public int place(int wanted, int number) {
    byte[] label = sample.label().orElseThrow();
    int left = number;
    int place = 0;
    while ((label[place] & 0xff) != wanted || left-- > 0) {
      place++;
    }
    return place;
  }

  @Override
  public SamplePart part(SampleBox box) {
    return new SamplePart(sample, SampleBox.all(sample.sizes()));
  }
}

package dev.icl.data.sample;

import dev.icl.core.tensor.Shape;

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
  public Shape shape() {
    return sample.shape();
  }

  @Override
  public boolean hasLabel() {
    return sample.label().isPresent();
  }

  @Override
  public int[] voxelsOfClasses() {
    return LabelBytes.counts(sample.label().orElse(new byte[0]));
  }

  @Override
  public int place(int wanted, int number) {
    return LabelBytes.place(sample.label().orElseThrow(), wanted, number);
  }

  @Override
  public SamplePart part(SampleBox box) {
    return new SamplePart(sample, SampleBox.all(sample.shape()));
  }
}

package dev.icl.data.batch;

import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Shape;
import dev.icl.data.model.DataProvenance;
import dev.icl.data.model.Dataset;
import dev.icl.data.sample.Sample;
import dev.icl.data.sample.SampleId;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Slices of 6×4 whose pixels all hold the slice's number; one of them may be unreadable. */
record RecordedDataset(int slices, OptionalInt unreadable) implements Dataset {
  static RecordedDataset of(int slices) {
    return new RecordedDataset(slices, OptionalInt.empty());
  }

  @Override
  public List<String> classNames() {
    return IntStream.range(0, slices).mapToObj(Integer::toString).toList();
  }

  @Override
  public List<SampleId> trainingSamples() {
    return IntStream.range(0, slices).mapToObj(i -> new SampleId("s" + i, "p" + i)).toList();
  }

  @Override
  public Sample trainingSample(int index) {
    if (unreadable.equals(OptionalInt.of(index))) {
      throw new UserException("Slice " + index + " is damaged: fetch it again.");
    }
    float[] image = new float[24];
    byte[] label = new byte[24];
    for (int i = 0; i < 24; i++) {
      image[i] = index + i / 100f;
    }
    Arrays.fill(label, (byte) index);
    return Sample.of(trainingSamples().get(index), Shape.of(6, 4), image).withLabel(label);
  }

  @Override
  public List<String> validationCases() {
    return List.of("v");
  }

  @Override
  public Sample validationScan(int index) {
    return Sample.of(new SampleId("v", "v"), Shape.of(1, 1, 1), new float[1]);
  }

  @Override
  public DataProvenance provenance() {
    return new DataProvenance("recorded", "", slices, slices, 1, "");
  }
}

package dev.icl.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.icl.app.predict.InferenceOptions;
import dev.icl.app.predict.VolumeSegmenter;
import dev.icl.core.contract.ReferenceEngine;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.tensor.Shape;
import dev.icl.data.model.DataProvenance;
import dev.icl.data.model.Dataset;
import dev.icl.data.sample.Sample;
import dev.icl.data.sample.SampleId;
import dev.icl.modules.train.Scores;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatasetValidatorTest {
  private static final byte[] BOTH_CLASSES = {0, 1, 1, 2};
  private static final byte[] ONE_CLASS = {0, 1, 1, 0};

  @Test
  void aClassThatIsNeitherThereNorFoundDoesNotCount() {
    Scores scores =
        validate(volume("a", ONE_CLASS, 0, 1, 0, 0), volume("b", ONE_CLASS, 0, 1, 0, 0));

    assertThat(scores.perClass().get(0)).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(scores.perClass().get(1)).isNaN();
    assertThat(scores.mean()).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(scores.std()).isZero();
  }

  @Test
  void aClassCountsInTheCasesThatHaveIt() {
    Scores scores =
        validate(volume("a", BOTH_CLASSES, 0, 1, 1, 2), volume("b", ONE_CLASS, 0, 1, 0, 0));

    assertThat(scores.perClass().get(0)).isCloseTo((1 + 2.0 / 3) / 2, within(1e-12));
    assertThat(scores.perClass().get(1)).isEqualTo(1);
    assertThat(scores.mean()).isCloseTo((1 + (1 + 2.0 / 3) / 2) / 2, within(1e-12));
    // the cases' own means are 1 and 2/3
    assertThat(scores.std()).isCloseTo(Math.sqrt(1.0 / 18), within(1e-12));
  }

  @Test
  void aClassThatIsMissedOrMadeUpIsZero() {
    Scores missed = validate(volume("a", BOTH_CLASSES, 0, 1, 1, 1));
    Scores madeUp = validate(volume("a", ONE_CLASS, 0, 1, 1, 2));

    assertThat(missed.perClass()).containsExactly(0.8, 0.0);
    assertThat(madeUp.perClass()).containsExactly(1.0, 0.0);
  }

  private static Scores validate(Sample... volumes) {
    Dataset dataset = new Volumes(List.of(volumes));
    try (ReferenceEngine engine = new ReferenceEngine(EngineOptions.defaults());
        VolumeSegmenter segmenter =
            new VolumeSegmenter(
                engine, new RoundingNetwork(3), List.of(2, 2), InferenceOptions.defaults())) {
      return new DatasetValidator(dataset, segmenter).validate();
    }
  }

  /** One slice of 2×2, which the network segments as its intensities. */
  private static Sample volume(String name, byte[] label, float... image) {
    return Sample.of(new SampleId(name, name), Shape.of(1, 2, 2), image).withLabel(label);
  }

  private record Volumes(List<Sample> volumes) implements Dataset {
    @Override
    public List<String> classNames() {
      return List.of("background", "first", "second");
    }

    @Override
    public List<SampleId> trainingSamples() {
      return List.of();
    }

    @Override
    public Sample trainingSample(int index) {
      throw new IndexOutOfBoundsException(index);
    }

    @Override
    public List<String> validationCases() {
      return volumes.stream().map(Sample::name).toList();
    }

    @Override
    public Sample validationScan(int index) {
      return volumes.get(index);
    }

    @Override
    public DataProvenance provenance() {
      return new DataProvenance("volumes", "", 0, 0, volumes.size(), "");
    }
  }
}

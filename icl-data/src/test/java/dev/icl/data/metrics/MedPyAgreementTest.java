package dev.icl.data.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.icl.core.checkpoint.Safetensors;
import dev.icl.core.tensor.HostTensor;
import dev.icl.data.sample.Spacing;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values of MedPy 0.4.0 and 0.5.2 and of the authors' functions, with which ours agree. */
class MedPyAgreementTest {
  private static final Offset<Double> OVERLAP = offset(1e-9);
  private static final Offset<Double> DISTANCE = offset(1e-6);
  private static final Spacing VOXELS = Spacing.of(1, 1, 1);
  private static final List<Golden> CASES = Golden.all();

  static Stream<Golden> nonEmpty() {
    return CASES.stream().filter(c -> !c.isNaN("hd"));
  }

  static Stream<Golden> all() {
    return CASES.stream();
  }

  @Test
  void allCasesAreThere() {
    assertThat(CASES).hasSize(40);
    assertThat(nonEmpty()).hasSize(34);
  }

  @ParameterizedTest
  @MethodSource("nonEmpty")
  void overlapsAgree(Golden golden) {
    ClassScores scores = golden.scores(EmptyMasks.STRICT);

    assertThat(scores.get(Metric.DICE)).isEqualTo(golden.value("dice"), OVERLAP);
    assertThat(scores.get(Metric.DICE)).isEqualTo(golden.value("dice_medpy040"), OVERLAP);
    assertThat(scores.get(Metric.JACCARD)).isEqualTo(golden.value("jaccard"), OVERLAP);
    assertThat(scores.get(Metric.JACCARD)).isEqualTo(golden.value("jaccard_medpy040"), OVERLAP);
  }

  @ParameterizedTest
  @MethodSource("nonEmpty")
  void scoresInVoxelsAgree(Golden golden) {
    ClassScores scores = golden.scores(EmptyMasks.STRICT);

    assertThat(scores.get(Metric.HD_VOXEL)).isEqualTo(golden.value("hd"), DISTANCE);
    assertThat(scores.get(Metric.HD95_VOXEL)).isEqualTo(golden.value("hd95"), DISTANCE);
    assertThat(scores.get(Metric.ASD_VOXEL)).isEqualTo(golden.value("asd_pred_gt"), DISTANCE);
    assertThat(scores.get(Metric.ASSD_VOXEL)).isEqualTo(golden.value("assd_pooled"), DISTANCE);
  }

  @ParameterizedTest
  @MethodSource("nonEmpty")
  void scoresInMillimetresAgree(Golden golden) {
    ClassScores scores = golden.scores(EmptyMasks.STRICT);

    assertThat(scores.get(Metric.HD_MM)).isEqualTo(golden.value("hd_sp"), DISTANCE);
    assertThat(scores.get(Metric.HD95_MM)).isEqualTo(golden.value("hd95_sp"), DISTANCE);
    assertThat(scores.get(Metric.ASD_MM)).isEqualTo(golden.value("asd_pred_gt_sp"), DISTANCE);
    assertThat(scores.get(Metric.ASSD_MM)).isEqualTo(golden.value("assd_pooled_sp"), DISTANCE);
  }

  @ParameterizedTest
  @MethodSource("nonEmpty")
  void everyDirectionAndBothDefinitionsOfAssdAgree(Golden golden) {
    assertAverages(golden, VOXELS, "");
    assertAverages(golden, golden.spacing(), "_sp");
  }

  private static void assertAverages(Golden golden, Spacing spacing, String suffix) {
    SurfaceDistances d =
        SurfaceDistances.between(golden.prediction(), golden.reference(), 1, spacing);

    assertThat(d.average()).isEqualTo(golden.value("asd_pred_gt" + suffix), DISTANCE);
    assertThat(d.averageFromReference()).isEqualTo(golden.value("asd_gt_pred" + suffix), DISTANCE);
    assertThat(d.meanOfAverages()).isEqualTo(golden.value("assd_mean2" + suffix), DISTANCE);
    assertThat(d.averageSymmetric()).isEqualTo(golden.value("assd_pooled" + suffix), DISTANCE);
  }

  @ParameterizedTest
  @MethodSource("all")
  void theAuthorsOptionGivesTheirValuesForEveryPairEmptyOnesIncluded(Golden golden) {
    ClassScores scores = golden.scores(EmptyMasks.AUTHORS);

    assertThat(scores.get(Metric.DICE)).isEqualTo(golden.values("percase")[0], OVERLAP);
    assertThat(scores.get(Metric.HD95_VOXEL)).isEqualTo(golden.values("percase")[1], DISTANCE);
    assertThat(scores.get(Metric.JACCARD)).isEqualTo(golden.values("percase_dice_jc")[1], OVERLAP);
  }

  /** One pair of masks with its expected values. */
  record Golden(String name, Map<String, HostTensor> tensors) {
    static List<Golden> all() {
      try {
        Path file = Path.of(Golden.class.getResource("metrics.safetensors").toURI());
        Map<String, HostTensor> tensors = Safetensors.readAll(file);
        return tensors.keySet().stream()
            .filter(k -> k.endsWith("/pred"))
            .sorted()
            .map(k -> new Golden(k.substring(0, k.lastIndexOf('/')), tensors))
            .toList();
      } catch (URISyntaxException e) {
        throw new IllegalStateException(e);
      }
    }

    double[] values(String key) {
      return tensors.get(name + "/" + key).toDoubles();
    }

    double value(String key) {
      return values(key)[0];
    }

    boolean isNaN(String key) {
      return Double.isNaN(value(key));
    }

    LabelMap prediction() {
      return map("pred");
    }

    LabelMap reference() {
      return map("gt");
    }

    Spacing spacing() {
      double[] s = values("spacing");
      return s.length == 3 ? Spacing.of(s[0], s[1], s[2]) : Spacing.of(1, s[0], s[1]);
    }

    ClassScores scores(EmptyMasks emptyMasks) {
      return new CaseScorer(emptyMasks, 1)
          .score(prediction(), reference(), 2, Optional.of(spacing()))
          .get(0);
    }

    private LabelMap map(String key) {
      HostTensor tensor = tensors.get(name + "/" + key);
      int[] shape = tensor.shape().toArray();
      byte[] labels = new byte[tensor.size()];
      tensor.bytes().get(labels);
      return shape.length == 3
          ? LabelMap.volume(shape[0], shape[1], shape[2], labels)
          : LabelMap.image(shape[0], shape[1], labels);
    }

    @Override
    public String toString() {
      return name;
    }
  }
}

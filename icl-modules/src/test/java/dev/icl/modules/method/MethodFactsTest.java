package dev.icl.modules.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.batch.BatchShape;
import dev.icl.core.error.UserException;
import dev.icl.core.settings.NamedSettings;
import dev.icl.modules.network.ImageSpec;
import dev.icl.modules.network.SegmentationNetwork;
import dev.icl.modules.network.UNet2dProvider;
import dev.icl.modules.network.UNet2dSettings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of the facts that the rest of the program needs of every method. */
class MethodFactsTest {
  private static final int ITERATIONS = 30_000;

  private final SegmentationNetwork network =
      new UNet2dProvider()
          .create(UNet2dSettings.defaults(), new ImageSpec(1, 4, List.of(256, 256)));

  @Test
  void theMethodsAreThese() {
    assertThat(Methods.names())
        .containsExactly(
            "icl",
            "supervised",
            "supervised-mean",
            "mean-teacher",
            "ua-mt",
            "cps",
            "entropy-minimisation",
            "ict",
            "bcp",
            "unimatch",
            "fixmatch",
            "ad-mt",
            "icl+mean-teacher",
            "icl+copy-paste",
            "icl+unimatch");
  }

  @ParameterizedTest
  @CsvSource({
    // method, unlabelled images, pairs of images, passes of the backbone and of a teacher's layers
    "icl, true, false, 2, 0",
    "supervised, false, false, 1, 0",
    "supervised-mean, false, false, 1, 0",
    "mean-teacher, true, false, 1, 1",
    "ua-mt, true, false, 1, 5",
    "cps, true, false, 1, 0",
    "entropy-minimisation, true, false, 1, 0",
    "ict, true, true, 1, 2",
    "bcp, true, true, 2, 2",
    "unimatch, true, false, 2, 0",
    "fixmatch, true, false, 2, 0",
    // whose turn it is decides how often a teacher is passed
    "ad-mt, true, false, 1, 0",
    "icl+mean-teacher, true, false, 2, 1",
    "icl+copy-paste, true, true, 4, 0",
    "icl+unimatch, true, false, 2, 0",
  })
  void everyMethodSaysWhatAStepTakes(
      String name, boolean unlabeled, boolean pairs, int passes, int teacherPasses) {
    Method method = create(name, List.of(32, 32));

    assertThat(method.network()).isSameAs(network);
    assertThat(method.usesUnlabeled()).isEqualTo(unlabeled);
    assertThat(method.pairsImages()).isEqualTo(pairs);
    assertThat(passes(method, "encoder.in_conv.conv_conv.1.num_batches_tracked")).isEqualTo(passes);
    boolean teacher =
        method.variables().stream().anyMatch(spec -> spec.name().startsWith("teacher."));
    assertThat(teacher).isEqualTo(teacherPasses > 0);
    if (teacher) {
      assertThat(passes(method, "teacher.encoder.in_conv.conv_conv.1.num_batches_tracked"))
          .isEqualTo(teacherPasses);
    }
  }

  /** Of the last step. */
  private static long passes(Method method, String counter) {
    int last = ITERATIONS - 1;
    return method.trace(RequestedBatch.of(method, 2, 32)).passes(counter, last, last + 1);
  }

  @ParameterizedTest
  @CsvSource({"supervised", "cps", "icl"})
  void aPatchThatTheNetworkCannotDivideIsRefusedWhateverTheMethod(String name) {
    assertThatThrownBy(() -> create(name, List.of(32, 40)))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("train.patch: the network unet2d cannot divide [32, 40]");
  }

  @Test
  void iclRefusesItByItself() {
    assertThatThrownBy(() -> Methods.icl(IclSettings.defaults(), network, List.of(32, 40)))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("train.patch: the network unet2d cannot divide [32, 40]");
  }

  @Test
  void othersAreComparedWithTheBaselines() {
    assertThat(Methods.names())
        .filteredOn(Supervised::isBaseline)
        .containsExactly("supervised", "supervised-mean");
  }

  @Test
  void thePapersWeightsAreOneButForTheConsistency() {
    assertThat(IclWeights.of(50)).isEqualTo(new IclWeights(1, 1, 50));
  }

  private Method create(String name, List<Integer> patch) {
    return Methods.create(
        NamedSettings.of(Methods.installed().select(name)),
        new MethodContext(
            network,
            ITERATIONS,
            BatchShape.defaults().withPatch(patch),
            (labels, sizes, classes) -> labels));
  }
}

package dev.icl.modules.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.batch.Batch;
import dev.icl.core.contract.ReferenceEngine;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.error.UserException;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.modules.network.SegmentationNetwork;
import dev.icl.modules.network.UNet2d;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** ICL with something left out, on a network of two feature levels and images of 8×8 pixels. */
class IclAblationTest {
  private static final RandomKey KEY = RandomKey.of(5);
  private static final double LAMBDA = 50;

  private final SegmentationNetwork network =
      new UNet2d(1, 2, List.of(1, 2, 2, 4), List.of(0.0, 0.0, 0.0, 0.0));

  @Test
  void aWeightScalesItsTerm() {
    Map<String, HostTensor> losses =
        losses(icl(LAMBDA, new AblationConfig(0.25, 2, List.of())), true);

    assertThat(value(losses, "loss"))
        .isCloseTo(
            value(losses, "ce")
                + value(losses, "dice")
                + 0.25 * value(losses, "aux")
                + 2 * value(losses, "pse")
                + LAMBDA * value(losses, "consis"),
            within(1e-5));
  }

  @Test
  void aTermOfWeightZeroIsLeftOutAndChangesNoOther() {
    Map<String, HostTensor> whole = losses(icl(LAMBDA, AblationConfig.none()), true);
    Map<String, HostTensor> without =
        losses(icl(LAMBDA, new AblationConfig(0, 1, List.of())), true);

    assertThat(without).containsOnlyKeys("loss", "ce", "dice", "pse", "consis");
    assertThat(value(without, "pse")).isEqualTo(value(whole, "pse"));
    assertThat(value(without, "consis")).isEqualTo(value(whole, "consis"));
  }

  @Test
  void withoutConsistencyThePseudoLabelsStillTeach() {
    Icl icl = icl(0, AblationConfig.none());

    assertThat(losses(icl, true)).containsOnlyKeys("loss", "ce", "dice", "aux", "pse");
    assertThat(passes(icl, "sspa.attn_convs0.0.block.bn_depth.num_batches_tracked", true)).isOne();
    assertThat(passes(icl, "encoder.in_conv.conv_conv.1.num_batches_tracked", true)).isEqualTo(2);
  }

  @Test
  void withoutPseudoLabelsTheConsistencyStillTeaches() {
    Icl icl = icl(LAMBDA, new AblationConfig(1, 0, List.of()));

    assertThat(losses(icl, true)).containsOnlyKeys("loss", "ce", "dice", "aux", "consis");
  }

  @Test
  void withoutUsclNothingIsLearnedFromUnlabelledImages() {
    Icl icl = icl(0, new AblationConfig(1, 0, List.of()));

    assertThat(icl.usesUnlabeled()).isFalse();
    assertThat(icl.variables())
        .extracting(VariableSpec::name)
        .noneMatch(name -> name.startsWith("uscl."));
    assertThat(losses(icl, false)).containsOnlyKeys("loss", "ce", "dice", "aux");
    assertThat(passes(icl, "encoder.in_conv.conv_conv.1.num_batches_tracked", false)).isOne();
  }

  @Test
  void oneScaleIsThatOfItsFeatureLevel() {
    Icl shallow = icl(LAMBDA, new AblationConfig(1, 1, List.of(2)));

    assertThat(shallow.variables())
        .filteredOn(spec -> spec.name().equals("sspa.guided_Q"))
        .extracting(spec -> spec.shape().dim(-1))
        .containsExactly(network.features().get(1).channels());
    assertThat(shallow.variables())
        .extracting(VariableSpec::name)
        .noneMatch(name -> name.contains("class_decoders.1"));
    assertThat(losses(shallow, true)).containsKeys("aux", "pse", "consis");
  }

  @Test
  void levelsThatTheNetworkLacksAreRefused() {
    for (List<Integer> scales : List.of(List.of(3), List.of(1, 1))) {
      assertThatThrownBy(() -> icl(LAMBDA, new AblationConfig(1, 1, scales)))
          .isInstanceOf(UserException.class)
          .hasMessage(
              "method.ablation.scales: "
                  + scales
                  + " does not name feature levels of the network; use numbers from 1, the deepest,"
                  + " to 2, each once.");
    }
  }

  private Icl icl(double consistency, AblationConfig ablation) {
    return Methods.icl(
        new IclSettings(consistency, List.of(2, 1), 0, "low-rank", 1, ablation),
        network,
        List.of(8, 8));
  }

  private static double value(Map<String, HostTensor> losses, String name) {
    return losses.get(name).item();
  }

  private static long passes(Icl icl, String counter, boolean unlabeled) {
    return icl.trace(batch(unlabeled)).passes(counter, 3, 4);
  }

  private static Map<String, HostTensor> batch(boolean unlabeled) {
    var random = KEY.child("images").generator();
    Shape images = Shape.of(2, 1, 8, 8);
    Map<String, HostTensor> batch = new HashMap<>();
    batch.put(Batch.IMAGE_LABELED, HostTensor.fill(DType.F32, images, i -> random.nextDouble()));
    batch.put(
        Batch.LABEL_LABELED, HostTensor.fill(DType.I64, Shape.of(2, 8, 8), i -> random.nextInt(2)));
    if (unlabeled) {
      batch.put(
          Batch.IMAGE_UNLABELED, HostTensor.fill(DType.F32, images, i -> random.nextDouble()));
    }
    return batch;
  }

  private static Map<String, HostTensor> losses(Icl icl, boolean unlabeled) {
    try (ReferenceEngine engine = new ReferenceEngine(EngineOptions.defaults())) {
      for (VariableSpec spec : icl.variables()) {
        engine
            .variables()
            .create(
                spec,
                spec.initializer().create(spec.dtype(), spec.shape(), KEY.child(spec.name())));
      }
      try (var program = engine.compile(icl.trainingProgram(), Compilation.forward())) {
        return program.run(batch(unlabeled), KEY);
      }
    }
  }
}

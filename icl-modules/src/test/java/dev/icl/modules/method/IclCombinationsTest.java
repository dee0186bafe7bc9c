package dev.icl.modules.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import dev.icl.core.batch.Batch;
import dev.icl.core.contract.ReferenceEngine;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.modules.network.SegmentationNetwork;
import dev.icl.modules.network.UNet2d;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mockito.AdditionalAnswers;

/** A network of one feature level on images of 4×8 pixels, two classes. */
class IclCombinationsTest {
  private static final RandomKey KEY = RandomKey.of(11);
  private static final int STEP = 50;
  private static final UnsupervisedConfig CONFIG = new UnsupervisedConfig(3, 0, 0.99, 0.2);

  private final Icl icl =
      Methods.icl(
          new IclSettings(50, List.of(1), 0, "low-rank", 1),
          new UNet2d(1, 2, List.of(1, 2, 2), List.of(0.0, 0.0, 0.0)),
          List.of(4, 8));

  @Test
  void aTeacherAddsItsWeightedConsistencyToTheObjectiveOfIcl() {
    Map<String, HostTensor> alone = losses(icl);
    Map<String, HostTensor> taught = losses(new IclMeanTeacher(icl, CONFIG, 100));

    alone.forEach(
        (term, value) -> {
          if (!term.equals(Method.OBJECTIVE)) {
            assertThat(taught.get(term).item()).as(term).isEqualTo(value.item());
          }
        });
    assertThat(taught.get("teacher").item()).isPositive();
    assertThat(taught.get("loss").item())
        .isCloseTo(alone.get("loss").item() + 3 * taught.get("teacher").item(), within(1e-5));
  }

  @Test
  void copyPasteAddsTheWeightedLossesOfMixedImagesToTheObjectiveOfIcl() {
    Map<String, HostTensor> alone = losses(icl);
    Map<String, HostTensor> mixed =
        losses(new IclCopyPaste(icl, CopyPasteConfig.defaults(), CONFIG, 100));

    assertThat(mixed.get("loss").item())
        .isCloseTo(
            alone.get("loss").item()
                + 3 * (mixed.get("mix_ce").item() + mixed.get("mix_dice").item()) / 2,
            within(1e-5));
    assertThat(mixed.get("mix_ce").item()).isPositive();
    assertThat(mixed)
        .containsOnlyKeys("loss", "ce", "dice", "aux", "pse", "consis", "mix_ce", "mix_dice");
  }

  @Test
  void mixedImagesPassThroughTheBackboneAlone() {
    Method mixed = new IclCopyPaste(icl, CopyPasteConfig.defaults(), CONFIG, 100);

    assertThat(passes(mixed, "encoder.in_conv.conv_conv.1")).isEqualTo(4);
    assertThat(passes(mixed, "sspa.attn_convs0.0.block.bn_depth")).isEqualTo(2);
    assertThat(passes(mixed, "uscl.attn_convs0.0.block.bn_depth")).isEqualTo(1);
  }

  @Test
  void aTeacherIsPassedOnceAndTheRestAsInIcl() {
    Method taught = new IclMeanTeacher(icl, CONFIG, 100);

    assertThat(passes(taught, "teacher.encoder.in_conv.conv_conv.1")).isEqualTo(1);
    assertThat(passes(taught, "encoder.in_conv.conv_conv.1")).isEqualTo(2);
    assertThat(passes(taught, "uscl.attn_convs0.0.block.bn_depth")).isEqualTo(1);
  }

  @Test
  void whatATeacherTeachesLearnsFromTheUnlabelledLogits() {
    SegmentationNetwork network =
        mock(SegmentationNetwork.class, AdditionalAnswers.delegatesTo(icl.network()));
    Icl watched =
        Methods.icl(new IclSettings(50, List.of(1), 0, "low-rank", 1), network, List.of(4, 8));

    losses(watched);
    verify(network, times(1)).applyWithConstantLogits(any(), any());

    clearInvocations(network);
    losses(new IclMeanTeacher(watched, CONFIG, 100));
    verify(network, never()).applyWithConstantLogits(any(), any());
    // labelled, unlabelled, and the teacher's
    verify(network, times(3)).apply(any(), any());
  }

  private static long passes(Method method, String layer) {
    return method.trace(batch()).passes(layer + ".num_batches_tracked", 0, 1);
  }

  private static Map<String, HostTensor> losses(Method method) {
    try (ReferenceEngine engine = new ReferenceEngine(EngineOptions.defaults())) {
      for (VariableSpec spec : method.variables()) {
        RandomKey key = KEY.child(spec.name());
        engine.variables().create(spec, spec.initializer().create(spec.dtype(), spec.shape(), key));
      }
      try (TrainingStep step = method.stepOn(engine, Compilation.forward())) {
        return step.run(STEP, batch(), KEY);
      }
    }
  }

  private static Map<String, HostTensor> batch() {
    var random = KEY.child("images").generator();
    Shape images = Shape.of(2, 1, 4, 8);
    return Map.of(
        Batch.IMAGE_LABELED, HostTensor.fill(DType.F32, images, i -> random.nextDouble()),
        Batch.IMAGE_UNLABELED, HostTensor.fill(DType.F32, images, i -> random.nextDouble()),
        Batch.LABEL_LABELED, HostTensor.fill(DType.I64, Shape.of(2, 4, 8), i -> i % 2));
  }
}

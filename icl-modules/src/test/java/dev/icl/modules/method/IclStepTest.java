package dev.icl.modules.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.batch.Batch;
import dev.icl.core.contract.ReferenceEngine;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.Program;
import dev.icl.core.engine.ProgramInputs;
import dev.icl.core.engine.VariableKind;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import dev.icl.modules.network.SegmentationNetwork;
import dev.icl.modules.network.UNet2d;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A network of one feature level on images of 4×8 pixels, two classes. */
class IclStepTest {
  private static final RandomKey KEY = RandomKey.of(11);
  private static final double LAMBDA = 50;

  private final SegmentationNetwork network =
      new UNet2d(1, 2, List.of(1, 2, 2), List.of(0.0, 0.0, 0.0));
  private final Icl icl =
      Methods.icl(new IclSettings(LAMBDA, List.of(1), 0, "low-rank", 1), network, List.of(4, 8));
  private final ReferenceEngine engine = new ReferenceEngine(EngineOptions.defaults());

  @BeforeEach
  void allocate() {
    for (VariableSpec spec : icl.variables()) {
      HostTensor value =
          spec.initializer().create(spec.dtype(), spec.shape(), KEY.child(spec.name()));
      engine.variables().create(spec, value);
    }
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void theObjectiveIsTheWeightedSumOfItsTerms() {
    Map<String, HostTensor> losses = run(icl.trainingProgram(), Compilation.forward());

    assertThat(losses).containsOnlyKeys("loss", "ce", "dice", "aux", "pse", "consis");
    assertThat(losses.get("loss").item())
        .isCloseTo(
            losses.get("ce").item()
                + losses.get("dice").item()
                + losses.get("aux").item()
                + losses.get("pse").item()
                + LAMBDA * losses.get("consis").item(),
            within(1e-5));
  }

  @Test
  void whatTheObjectiveDoesNotDependOnGetsNoGradient() {
    Map<String, HostTensor> results =
        run(icl.trainingProgram(), Compilation.gradients(Method.OBJECTIVE));

    assertThat(icl.variables())
        .filteredOn(spec -> spec.kind() == VariableKind.PARAMETER)
        .filteredOn(spec -> !results.containsKey("grad/" + spec.name()))
        .extracting(VariableSpec::name)
        .containsExactly(
            "sspa.query_convs.0.weight",
            "sspa.query_convs.0.bias",
            "uscl.guided_Q",
            "uscl.class_decoders.0.attn.proj.weight",
            "uscl.class_decoders.0.attn.proj.bias",
            "uscl.class_decoders.0.norm2.weight",
            "uscl.class_decoders.0.norm2.bias",
            "uscl.class_decoders.0.mlp.fc1.weight",
            "uscl.class_decoders.0.mlp.fc1.bias",
            "uscl.class_decoders.0.mlp.fc2.weight",
            "uscl.class_decoders.0.mlp.fc2.bias",
            "uscl.query_convs.0.weight",
            "uscl.query_convs.0.bias");
  }

  @Test
  void constantLogitsHaveTheSameValuesAndStatistics() {
    Map<String, HostTensor> usual =
        run((s, in) -> logits(network.apply(s, image(in)).logits()), Compilation.forward());
    HostTensor mean = engine.variables().read("decoder.up2.conv.conv_conv.5.running_mean");
    reset();
    Map<String, HostTensor> constant =
        run(
            (s, in) -> logits(network.applyWithConstantLogits(s, image(in)).logits()),
            Compilation.forward());

    assertThat(constant.get("logits").toDoubles()).isEqualTo(usual.get("logits").toDoubles());
    assertThat(engine.variables().read("decoder.up2.conv.conv_conv.5.running_mean").toDoubles())
        .isEqualTo(mean.toDoubles())
        .doesNotContain(0.0);
  }

  @Test
  void theBaselineHasTheLossScaleOfIclAndTheOtherOneHalfOfIt() {
    Map<String, HostTensor> ofIcl = run(icl.trainingProgram(), Compilation.forward());
    double labelled = ofIcl.get("ce").item() + ofIcl.get("dice").item();
    reset();
    Map<String, HostTensor> baseline =
        run(new Supervised(network).trainingProgram(), Compilation.forward());
    reset();
    Map<String, HostTensor> mean =
        run(new Supervised(network, Supervised.Loss.MEAN).trainingProgram(), Compilation.forward());

    assertThat(labelled).isPositive();
    assertThat(baseline.get("loss").item()).isCloseTo(labelled, within(1e-6));
    assertThat(mean.get("loss").item()).isCloseTo(labelled / 2, within(1e-6));
  }

  private void reset() {
    for (VariableSpec spec : icl.variables()) {
      engine
          .variables()
          .write(
              spec.name(),
              spec.initializer().create(spec.dtype(), spec.shape(), KEY.child(spec.name())));
    }
  }

  private static Tensor image(ProgramInputs inputs) {
    return inputs.get(Batch.IMAGE_LABELED);
  }

  private static Map<String, Tensor> logits(Tensor logits) {
    return Map.of("logits", logits);
  }

  private Map<String, HostTensor> run(Program program, Compilation compilation) {
    try (var compiled = engine.compile(program, compilation)) {
      return compiled.run(batch(), KEY);
    }
  }

  private static Map<String, HostTensor> batch() {
    var random = KEY.child("images").generator();
    Shape images = Shape.of(2, 1, 4, 8);
    return Map.of(
        Batch.IMAGE_LABELED, HostTensor.fill(DType.F32, images, i -> random.nextDouble()),
        Batch.IMAGE_UNLABELED, HostTensor.fill(DType.F32, images, i -> random.nextDouble()),
        Batch.LABEL_LABELED, HostTensor.fill(DType.I64, Shape.of(2, 4, 8), i -> random.nextInt(2)));
  }
}

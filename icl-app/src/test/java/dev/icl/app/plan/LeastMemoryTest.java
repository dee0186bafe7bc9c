package dev.icl.app.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.icl.app.config.RunConfig;
import dev.icl.app.config.RunConfigReader;
import dev.icl.core.error.UserException;
import dev.icl.core.optim.AdamW;
import dev.icl.core.optim.Sgd;
import dev.icl.core.settings.NamedSettings;
import dev.icl.data.model.Dataset;
import dev.icl.data.model.LabeledSplit;
import dev.icl.modules.method.SupervisedProvider;
import dev.icl.modules.network.UNet3dProvider;
import dev.icl.modules.train.MemoryConfig;
import dev.icl.modules.train.Recompute;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The authors' recipe at 256×256 and four classes; nothing of it is allocated. */
class LeastMemoryTest {
  private static final long GIB = 1L << 30;

  /** Parameters and momentum in float32, the running statistics and counters of batch norms. */
  private static final long DENSE = 9_180_982_656L;

  private final TrainingPlan plan = plan(RunConfig.defaults());

  @Test
  void weightsAndTheStateOfTheOptimiserAreCounted() {
    assertThat(LeastMemory.bytes(plan.method(), new Sgd(0.9, 1e-4))).isEqualTo(DENSE);
    assertThat(LeastMemory.bytes(plan.method(), new Sgd(0, 1e-4)))
        .isEqualTo(DENSE - 4 * 1_147_621_274L);
    assertThat(LeastMemory.bytes(plan.method(), new AdamW(0.9, 0.999, 1e-8, 1e-4)))
        .isGreaterThanOrEqualTo(DENSE + 4 * 1_147_621_274L);
  }

  @Test
  void aDenseMixerThatDoesNotFitIsRefusedWithTheMixerToChoose() {
    assertThatThrownBy(() -> LeastMemory.require(plan, 1, 8 * GIB))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "The weights of icl on unet2d and what the optimiser keeps of them take 8.55 GiB, and"
                + " this machine has 8.00 GiB of memory; set method.mixer to axial, with which they"
                + " take 0.02 GiB, or use a smaller train.patch.");
  }

  /** 785 million parameters and their momentum at 96³ and two classes. */
  @Test
  void volumesAreRefusedAlike() {
    RunConfig config = RunConfig.defaults();
    TrainingPlan volumes =
        plan(
            config
                .withNetwork(NamedSettings.of(new UNet3dProvider()))
                .withTrain(config.train().withPatch(List.of(96, 96, 96))),
            2);

    assertThatThrownBy(() -> LeastMemory.require(volumes, 1, 5 * GIB))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "The weights of icl on unet3d and what the optimiser keeps of them take 5.85 GiB, and"
                + " this machine has 5.00 GiB of memory; set method.mixer to axial, with which they"
                + " take 0.06 GiB, or use a smaller train.patch.");
  }

  /**
   * 1 147 621 274 parameters of float32, whose momentum and gradient are as large; two states and
   * one that is being written, and two networks.
   */
  @Test
  void theNeedsAreThoseOfWeightsGradientsActivationsAndCheckpoints() {
    TrainingNeeds needs = TrainingNeeds.of(plan);

    assertThat(needs.state()).isEqualTo(DENSE);
    assertThat(needs.gradients()).isEqualTo(4 * 1_147_621_274L);
    // 16 images: two convolutions of 16 channels at full size are less than all of them
    assertThat(needs.activations()).isGreaterThan(2L * 16 * 16 * 256 * 256 * 4);
    assertThat(needs.memory())
        .isGreaterThan(needs.state() + needs.gradients() + needs.activations());
    assertThat(needs.disk()).isEqualTo(3 * DENSE + 2 * needs.kept());
    assertThat(needs.text()).startsWith("about ").contains(" GiB of memory and at most 25.7 GiB");
  }

  /** The network, with its momentum where that is continued with, and the best one before. */
  @ParameterizedTest
  @CsvSource({
    "0.25, best, 2, 2",
    "0.25, best_network, 2, 0",
    "0.25, last, 0, 0",
    "0, best, 0, 0",
  })
  void theBestStateOfAPretrainingTakesDiskSpaceToo(
      String pretrain, String start, int networks, int momenta) {
    RunConfig config =
        new RunConfigReader(Map.of(), Path.of(""))
            .read(
                Optional.empty(),
                List.of(
                    "method.name=bcp",
                    "method.copy_paste.pretrain=" + pretrain,
                    "method.copy_paste.start=" + start));
    TrainingNeeds needs = TrainingNeeds.of(plan(config));

    assertThat(needs.disk())
        .isEqualTo(3 * needs.state() + (2 + networks) * needs.kept() + momenta * needs.gradients());
  }

  @Test
  void microBatchesNeedFewerActivations() {
    RunConfig config = RunConfig.defaults();
    TrainingNeeds whole = TrainingNeeds.of(plan);
    TrainingNeeds parts =
        TrainingNeeds.of(
            plan(config.withTrain(config.train().withMemory(new MemoryConfig(4, Recompute.NONE)))));

    assertThat(parts.state()).isEqualTo(whole.state());
    assertThat(parts.activations()).isLessThan(whole.activations() / 2);
  }

  @Test
  void anEstimateBeyondTheMachineIsTold() {
    TrainingNeeds needs = TrainingNeeds.of(plan);

    assertThat(LeastMemory.warning(plan, needs, 1, needs.memory())).isEmpty();
    assertThat(LeastMemory.warning(plan, needs, 1, 12 * GIB).orElseThrow())
        .startsWith("Warning: this machine has 12.00 GiB of memory, ")
        .contains("set method.mixer to axial");
  }

  @Test
  void processesOfOneMachineAreCountedTogether() {
    TrainingNeeds whole = TrainingNeeds.of(plan);
    TrainingNeeds half = TrainingNeeds.of(plan, 2);

    assertThat(half.state()).isEqualTo(whole.state());
    assertThat(half.activations()).isBetween(whole.activations() / 3, whole.activations() * 2 / 3);
    assertThat(LeastMemory.warning(plan, half, 1, half.memory())).isEmpty();
    assertThat(LeastMemory.warning(plan, half, 2, 2 * half.memory())).isEmpty();
    assertThat(LeastMemory.warning(plan, half, 2, half.memory()).orElseThrow())
        .contains(" in 2 processes, so the system may end the training");
    assertThatThrownBy(() -> LeastMemory.require(plan, 2, 16 * GIB))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "The weights of icl on unet2d and what the optimiser keeps of them take 17.10 GiB in 2"
                + " processes, and this machine has 16.00 GiB of memory; train in fewer processes on"
                + " this machine, or set method.mixer to axial, with which they take 0.02 GiB, or use"
                + " a smaller train.patch.");
  }

  @Test
  void whatFitsIsTaken() {
    assertThatCode(() -> LeastMemory.require(plan, 1, DENSE)).doesNotThrowAnyException();
  }

  @Test
  void amongMethodsWithoutMixersASmallerNetworkIsAskedFor() {
    TrainingPlan supervised =
        plan(RunConfig.defaults().withMethod(NamedSettings.of(new SupervisedProvider())));

    assertThatThrownBy(() -> LeastMemory.require(supervised, 1, 1 << 20))
        .isInstanceOf(UserException.class)
        .hasMessageEndingWith(
            "; use fewer network.channels, network.base_features of unet or network.embedding of a Swin network, or a smaller train.patch.");
  }

  private static TrainingPlan plan(RunConfig config) {
    return plan(config, 4);
  }

  private static TrainingPlan plan(RunConfig config, int classes) {
    Dataset dataset = mock(Dataset.class);
    when(dataset.classes()).thenReturn(classes);
    when(dataset.channels()).thenReturn(1);
    when(dataset.labeledSplit(anyInt())).thenReturn(new LabeledSplit(List.of(), List.of()));
    return TrainingPlan.of(config, dataset);
  }
}

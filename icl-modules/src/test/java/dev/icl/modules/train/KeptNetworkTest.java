package dev.icl.modules.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.when;

import dev.icl.core.checkpoint.MiniSafetensors;
import dev.icl.core.engine.VariableKind;
import dev.icl.core.engine.VariableSpec;
import dev.icl.modules.network.Kept;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Trainings whose method keeps another network than the one that is trained. */
class KeptNetworkTest extends TrainerFixture {
  /** The engine of the fixture moves parameters alone. */
  @BeforeEach
  void addATeacher() {
    when(method.variables())
        .thenReturn(List.of(WEIGHT, TRACKED, teachers(WEIGHT), teachers(TRACKED)));
  }

  private void keep(String... prefixes) {
    Kept kept = new Kept(method.network(), List.of(prefixes));
    when(method.kept()).thenReturn(kept);
  }

  private static VariableSpec teachers(VariableSpec spec) {
    return new VariableSpec(
        "teacher." + spec.name(),
        spec.dtype(),
        spec.shape(),
        VariableKind.BUFFER,
        spec.initializer());
  }

  @Test
  void filesOfTheNetworkHoldTheTeacherUnderTheBackbonesNames() throws IOException {
    keep("teacher.");

    train(engine, 4, 2, scores(0.5, 0.4));

    double[] teacher = engine.variables().read("teacher.encoder.weight").toDoubles();
    for (var path : List.of(folder.best(), folder.end())) {
      MiniSafetensors file = MiniSafetensors.read(path);
      assertThat(file.tensors().keySet())
          .containsExactly("encoder.weight", "encoder.num_batches_tracked");
      assertThat(file.tensors().get("encoder.weight").values()).isEqualTo(teacher);
      assertThat(file.metadata()).doesNotContainKey("kept_networks");
    }
    MiniSafetensors last = MiniSafetensors.read(folder.last());
    assertThat(last.tensors().get("encoder.weight").values()).isNotEqualTo(teacher);
    assertThat(last.metadata()).containsEntry("kept_networks", "teacher.");
  }

  @Test
  void severalNetworksAreSavedWithTheirOwnNames() throws IOException {
    keep("", "teacher.");

    TrainingSummary summary = train(engine, 2, 2, scores(0.5));

    MiniSafetensors end = MiniSafetensors.read(folder.end());
    assertThat(end.tensors().keySet())
        .containsExactlyInAnyOrder(
            "encoder.weight",
            "encoder.num_batches_tracked",
            "teacher.encoder.weight",
            "teacher.encoder.num_batches_tracked");
    assertThat(end.metadata()).containsEntry("kept_networks", ",teacher.");
    assertThat(summary.iterations()).isEqualTo(2);
  }
}

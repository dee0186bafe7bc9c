package dev.icl.bench.matrix;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.engine.EnginePlugins;
import dev.icl.core.error.UserException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistinctDrawsTest {
  @TempDir Path temporary;

  private final DistinctDraws draws = new DistinctDraws();

  @Test
  void drawingsOfDifferentPatientsAndOfOneNumberStandBesideEachOther() {
    draws.add(1, 0, Set.of("a"));
    draws.add(1, 1, Set.of("b"));

    assertThatCode(() -> draws.add(1, 0, Set.of("a"))).doesNotThrowAnyException();
    assertThatCode(() -> draws.add(2, 2, Set.of("a", "b"))).doesNotThrowAnyException();
  }

  @Test
  void aDrawingThatRepeatsAnotherIsRefused() {
    draws.add(1, 2, Set.of("a"));

    assertThatThrownBy(() -> draws.add(1, 3, Set.of("a")))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "bench.label_draws: drawings 2 and 3 label the same patient, a: leave one of them out,"
                + " or label another number of patients with bench.labeled.");
  }

  @Test
  void whereAllPatientsAreLabelledThereIsOneDrawing() throws IOException {
    Benchmark benchmark =
        Benchmark.of(
            Configs.read(
                temporary,
                "bench: {engines: [pytorch], methods: [supervised], label_draws: [0, 1], labeled: [8],"
                    + " timing: {repeats: 0}, parity: {iterations: 0}}\n"
                    + "data: {phantom_patients: 8}\n"),
            new BenchFolder(temporary.resolve("bench")));

    assertThatThrownBy(() -> benchmark.check(EnginePlugins.discover()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("drawings 0 and 1 label the same 8 patients");
  }
}

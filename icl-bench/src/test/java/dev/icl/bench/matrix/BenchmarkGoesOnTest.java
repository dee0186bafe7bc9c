package dev.icl.bench.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.app.run.RunLock;
import dev.icl.app.training.PhantomFolder;
import dev.icl.bench.config.BenchConfig;
import dev.icl.bench.config.BenchConfigReader;
import dev.icl.core.error.UserException;
import dev.icl.report.record.BenchRecord;
import dev.icl.report.record.Cell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Benchmarks that go on in a folder that holds cells already. */
class BenchmarkGoesOnTest extends ThreeCells {
  @Test
  void aProcessOfAnEarlierRunIsWaitedForUntilItIsAskedToStop() throws InterruptedException {
    List<String> warnings = new ArrayList<>();
    try (RunLock earlier = lockOf(A)) {
      assertThat(earlier).isNotNull();

      Optional<BenchRecord> record = run(warnings::add, () -> !warnings.isEmpty());

      assertThat(record).isEmpty();
    }
    assertThat(warnings)
        .containsExactly("Waiting for processes of the earlier run to save their state.");
    assertThat(ran).isEmpty();
    assertThat(run(() -> false)).isPresent();
  }

  @Test
  void whatAnEarlierProcessLeftHalfWrittenIsRemoved() throws IOException, InterruptedException {
    lockOf(A).close();
    Path leftover = folder.cell(benchmark.plan().cell(A)).resolve(".writing1");
    Files.writeString(Files.createDirectory(leftover).resolve("cell.json"), "half");

    run(() -> false);

    assertThat(leftover).doesNotExist();
  }

  @Test
  void scansMayMoveWhileItGoesOnAndItsFileSaysSince() throws IOException, InterruptedException {
    scriptOfB = "echo no >&2; exit 2";
    run(() -> false);
    BenchConfigReader reader = new BenchConfigReader(Map.of(), temporary);
    BenchConfig kept = reader.read(folder.config(), List.of());
    List<String> moved = List.of("data.workers=2", "bench.title=Moved");
    scriptOfB = null;

    benchmark = Benchmark.resumed(kept, reader.read(folder.config(), moved), folder);
    run(() -> false);

    assertThat(folder.config())
        .content()
        .endsWith(
            """
            history:
              - cells_done: 2
                changes:
                  bench.title: {was: Benchmark, now: Moved}
                  data.workers: {was: 1, now: 2}
            """);
    assertThat(reader.read(folder.config(), List.of()))
        .isEqualTo(reader.read(folder.config(), moved));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tests", "validation", "files"})
  void itDoesNotGoOnWithOtherDataThanThoseOfTheCellsThatAreDone(String changed)
      throws IOException, InterruptedException {
    BenchConfig kept = beginWithScans();
    BenchConfig given = kept;
    if (changed.equals("files")) {
      Path tested = temporary.resolve("scans/images/case04.nii.gz");
      Files.write(tested, new byte[] {0}, StandardOpenOption.APPEND);
    } else {
      boolean tests = changed.equals("tests");
      split("other.yaml", tests ? "case03" : "case05", tests ? "case05" : "case04");
      given = scans("data.split=" + temporary.resolve("other.yaml"));
    }

    benchmark = Benchmark.resumed(kept, given, folder);

    assertThatThrownBy(() -> run(() -> false))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(
            "--resume: " + folder.path().resolve("cells").resolve(A).resolve("cell.json"))
        .hasMessageContaining("with other data than data.root and data.split give now");
    assertThat(ran).isEmpty();
    assertThat(scans()).isEqualTo(kept);
  }

  @Test
  void itGoesOnWithTheSameDataInAnotherPlace() throws IOException, InterruptedException {
    BenchConfig kept = beginWithScans();
    Path moved = Files.move(temporary.resolve("scans"), temporary.resolve("moved"));
    split("other.yaml", "case03", "case04");
    BenchConfig given =
        scans("data.root=" + moved, "data.split=" + temporary.resolve("other.yaml"));

    benchmark = Benchmark.resumed(kept, given, folder);
    BenchRecord record = run(() -> false).orElseThrow();

    assertThat(ran).containsExactly(B);
    assertThat(record.cells()).extracting(Cell::dataFingerprint).doesNotContainNull();
    assertThat(record.cells())
        .extracting(Cell::dataFingerprint)
        .containsOnly(record.cells().get(0).dataFingerprint());
  }

  /** Cells of earlier releases do not record their data. */
  @Test
  void itGoesOnWhereCellsDoNotTellTheirData() throws IOException, InterruptedException {
    BenchConfig kept = beginWithScans();
    for (String id : List.of(A, C)) {
      Path file = folder.file(benchmark.plan().cell(id));
      String told = Files.readString(file);
      String untold = told.replaceFirst("\"data_fingerprint\" : \"[0-9a-f]{64}\",", "");
      assertThat(untold).isNotEqualTo(told);
      Files.writeString(file, untold);
    }
    split("split.yaml", "case03", "case05");

    benchmark = Benchmark.resumed(kept, kept, folder);
    run(() -> false);

    assertThat(ran).containsExactly(B);
  }

  @Test
  void everySettingThatMustNotChangeWhileItGoesOnIsNamed() throws IOException {
    BenchConfig kept = Configs.read(temporary, "bench: {seeds: [1]}");
    BenchConfig given =
        Configs.read(
            temporary,
            "{threads: 2, data: {workers: 2}, bench: {seeds: [1, 2], variants: {a: {seed: 3}}}}");

    assertThatThrownBy(() -> Benchmark.resumed(kept, given, folder))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(
            "bench.seeds was [1] and is now [1, 2], bench.variants was {} and is now {a: {methods:"
                + " [], seed: 3}}, threads was 0 and is now 2; set them as they were");
  }

  /** Two cells of three are done, with scans of a folder. */
  private BenchConfig beginWithScans() throws IOException, InterruptedException {
    new PhantomFolder(temporary.resolve("scans")).write(5, 5);
    split("split.yaml", "case03", "case04");
    Files.writeString(
        temporary.resolve("scans.yaml"),
        """
        bench: {engines: [pytorch], devices: [cpu], accuracy: false, timing: {repeats: 3}}
        data: {name: folder, root: scans, split: split.yaml, classes: [background, RV, Myo, LV]}
        """);
    BenchConfig begun =
        new BenchConfigReader(Map.of(), temporary).read(temporary.resolve("scans.yaml"), List.of());
    benchmark = Benchmark.of(begun, folder);
    scriptOfB = "exit 2";
    run(() -> false);
    scriptOfB = null;
    ran.clear();
    return scans();
  }

  private void split(String file, String validation, String test) throws IOException {
    Files.writeString(
        temporary.resolve(file),
        "{labeled: [case01], unlabeled: [case02], validation: [%s], test: [%s]}"
            .formatted(validation, test));
  }

  /** The benchmark of the folder with other settings. */
  private BenchConfig scans(String... settings) {
    return new BenchConfigReader(Map.of(), temporary).read(folder.config(), List.of(settings));
  }

  private RunLock lockOf(String id) {
    return RunLock.tryAcquire(
            folder.cell(benchmark.plan().cell(id)), BenchFolder.PROCESS_LOCK, "test", warning -> {})
        .orElseThrow();
  }
}

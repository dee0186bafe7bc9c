package dev.icl.bench.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.icl.app.run.RunLock;
import dev.icl.app.training.PhantomFolder;
import dev.icl.bench.config.BenchConfig;
import dev.icl.bench.config.BenchConfigReader;
import dev.icl.core.error.UserException;
import dev.icl.report.record.BenchJson;
import dev.icl.report.record.BenchRecord;
import dev.icl.report.record.Cell;
import dev.icl.report.record.Cell.Kind;
import dev.icl.report.record.Cell.Status;
import dev.icl.report.record.Machine;
import dev.icl.report.record.Timing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Benchmarks whose cells are small shell scripts. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "cells are shell scripts")
class BenchmarkTest {
  private static final String A = "timing-pytorch-cpu-icl-unet2d-r1";
  private static final String B = "timing-pytorch-cpu-icl-unet2d-r2";
  private static final String C = "timing-pytorch-cpu-icl-unet2d-r3";

  @TempDir Path temporary;

  private final List<String> ran = new ArrayList<>();
  private Benchmark benchmark;
  private BenchFolder folder;
  private String scriptOfB;
  private String scriptOfC;
  private Machine machine = machine("1.0");

  @BeforeEach
  void planThreeCells() throws IOException {
    folder = new BenchFolder(temporary.resolve("bench"));
    benchmark =
        Benchmark.of(
            Configs.read(
                temporary,
                "bench: {engines: [pytorch], devices: [cpu], accuracy: false, timing: {repeats: 3}}"),
            folder);
  }

  @Test
  void everyCellRunsOnceAndTheRecordHasAllOfThem() throws InterruptedException {
    BenchRecord record = run(() -> false).orElseThrow();

    assertThat(ran).containsExactly(A, B, C);
    assertThat(record.cells())
        .extracting(Cell::id, Cell::status)
        .containsExactly(tuple(A, Status.DONE), tuple(B, Status.DONE), tuple(C, Status.DONE));
    assertThat(record.machines()).extracting(Machine::id).containsExactly("m");
    assertThat(record.config().path("bench").path("timing").path("repeats").intValue())
        .isEqualTo(3);
    assertThat(new BenchJson().readBench(folder.record())).isEqualTo(record);
  }

  @Test
  void aCellThatFailsIsARowWithItsLastSentenceAndTheOthersGoOn() throws InterruptedException {
    scriptOfB = "echo progress line >&2; echo There is no GPU. >&2; exit 2";

    BenchRecord record = run(() -> false).orElseThrow();

    assertThat(ran).containsExactly(A, B, C);
    assertThat(record.cells())
        .extracting(Cell::status)
        .containsExactly(Status.DONE, Status.FAILED, Status.DONE);
    assertThat(record.cells().get(1).reason()).isEqualTo("There is no GPU.");
    assertThat(Files.exists(folder.path().resolve("cells").resolve(B).resolve("log.txt"))).isTrue();
  }

  @Test
  void theSentenceThatACellMarksGoesBeforeWhateverItsLogEndsWith() throws InterruptedException {
    scriptOfB =
        "echo There is no GPU. >&2; echo failed There is no GPU.;"
            + " echo '  at some.Place' >&2; exit 2";

    BenchRecord record = run(() -> false).orElseThrow();

    assertThat(record.cells().get(1).reason()).isEqualTo("There is no GPU.");
  }

  @Test
  void aFailedCellAloneIsTriedAgain() throws InterruptedException {
    scriptOfB = "echo There is no GPU. >&2; exit 2";
    run(() -> false);
    ran.clear();
    scriptOfB = null;

    BenchRecord record = run(() -> false).orElseThrow();

    assertThat(ran).containsExactly(B);
    assertThat(record.cells()).extracting(Cell::status).containsOnly(Status.DONE);
  }

  @Test
  void aCellWhoseProcessIsKilledIsARowNowAndGoesOnNextTime() throws InterruptedException {
    scriptOfB = "kill -9 $$";
    BenchRecord first = run(() -> false).orElseThrow();
    ran.clear();
    scriptOfB = null;

    BenchRecord second = run(() -> false).orElseThrow();

    assertThat(first.cells().get(1).reason())
        .isEqualTo("Its process was ended by signal 9; icl bench --resume goes on with it.");
    assertThat(ran).containsExactly(B);
    assertThat(second.cells()).extracting(Cell::status).containsOnly(Status.DONE);
  }

  @Test
  void aCellThatIsMadeAfterAnUpdateTellsTheNewVersionAndTheOthersTheOld()
      throws InterruptedException {
    scriptOfB = "exit 2";
    run(() -> false);
    scriptOfB = null;
    machine = machine("1.1");

    BenchRecord record = run(() -> false).orElseThrow();

    assertThat(record.machines())
        .extracting(Machine::id, m -> m.versions().get("icl"))
        .containsExactly(tuple("m", "1.0"), tuple("m-2", "1.1"));
    assertThat(record.cells())
        .extracting(Cell::id, Cell::machine)
        .containsExactly(tuple(A, "m"), tuple(B, "m-2"), tuple(C, "m"));
  }

  @Test
  void whenItIsAskedToStopCellsSeeTheEndOfTheirInputAndNoMoreAreStarted()
      throws InterruptedException {
    scriptOfB = "cat; echo saved >&2; exit " + CellCommand.STOPPED;

    Optional<BenchRecord> record = run(() -> ran.contains(B));

    assertThat(record).isEmpty();
    assertThat(ran).containsExactly(A, B);
    assertThat(folder.record()).doesNotExist();
    ran.clear();
    scriptOfB = null;
    assertThat(run(() -> false)).isPresent();
    assertThat(ran).containsExactly(B, C);
  }

  @Test
  void aStopThatIsAskedForWhileTheLastCellEndsChangesNothing() throws InterruptedException {
    Optional<BenchRecord> record = run(() -> ran.contains(C));

    assertThat(record.orElseThrow().cells())
        .extracting(Cell::id, Cell::status)
        .containsExactly(tuple(A, Status.DONE), tuple(B, Status.DONE), tuple(C, Status.DONE));
  }

  @Test
  void aSignalThatEndsTheLastCellAndAsksToStopLeavesItToTheNextRun() throws InterruptedException {
    scriptOfC = "kill -TERM $$";

    Optional<BenchRecord> record = run(() -> ran.contains(C));

    assertThat(record).isEmpty();
    ran.clear();
    scriptOfC = null;
    assertThat(run(() -> false)).isPresent();
    assertThat(ran).containsExactly(C);
  }

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
  void aSecondBenchmarkInTheFolderIsRefused() throws InterruptedException {
    List<String> refusals = new ArrayList<>();
    scriptOfB = "sleep 0";
    BooleanSupplier another =
        () -> {
          if (refusals.isEmpty() && ran.contains(A)) {
            assertThatThrownBy(() -> run(() -> true))
                .isInstanceOfSatisfying(UserException.class, e -> refusals.add(e.getMessage()));
          }
          return false;
        };

    run(another);

    assertThat(refusals).singleElement().asString().contains("another benchmark (process ");
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

  /** What the folder says, with other settings. */
  private BenchConfig scans(String... settings) {
    return new BenchConfigReader(Map.of(), temporary).read(folder.config(), List.of(settings));
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

  private Optional<BenchRecord> run(BooleanSupplier stop) throws InterruptedException {
    return run(warning -> {}, stop);
  }

  private Optional<BenchRecord> run(Consumer<String> warnings, BooleanSupplier stop)
      throws InterruptedException {
    return benchmark.run(temporary, this::command, new Warned(warnings), stop);
  }

  private RunLock lockOf(String id) {
    return RunLock.tryAcquire(
            folder.cell(benchmark.plan().cell(id)), BenchFolder.PROCESS_LOCK, "test", warning -> {})
        .orElseThrow();
  }

  private List<String> command(PlannedCell cell) {
    ran.add(cell.id());
    String script = cell.id().equals(B) ? scriptOfB : cell.id().equals(C) ? scriptOfC : null;
    if (script != null) {
      return List.of("sh", "-c", script);
    }
    Path prepared = temporary.resolve(cell.id() + ".json");
    new BenchJson().write(CellFile.done(machine, CellData.fingerprint(cell), row(cell)), prepared);
    return List.of(
        "sh",
        "-c",
        "echo progress 0.5; mv \"$0\" \"$1\"",
        prepared.toString(),
        folder.file(cell).toString());
  }

  private static Machine machine(String version) {
    return new Machine("m", "os", "arch", "cpu", 1, 1, null, "java", Map.of("icl", version));
  }

  private Cell row(PlannedCell cell) {
    Timing timing =
        new Timing(1, 1, List.of(1.0), 1, 1, 1, 1, 1, null, 1, null, null, 1, 1, 1, null, null);
    return new Cell(
        cell.id(),
        Kind.TIMING,
        machine.id(),
        cell.key(),
        Status.DONE,
        null,
        Instant.EPOCH,
        1,
        List.of(),
        null,
        timing);
  }

  /** Tells of warnings alone. */
  private record Warned(Consumer<String> warnings) implements BenchListener {
    @Override
    public void started(PlannedCell cell) {}

    @Override
    public void progress(Progress progress) {
      assertThat(progress.done()).isLessThanOrEqualTo(progress.cells());
    }

    @Override
    public void ended(PlannedCell cell, Outcome outcome) {}

    @Override
    public void warning(String sentence) {
      warnings.accept(sentence);
    }
  }
}

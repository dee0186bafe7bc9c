package dev.icl.bench.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.icl.core.error.UserException;
import dev.icl.report.record.BenchJson;
import dev.icl.report.record.BenchRecord;
import dev.icl.report.record.Cell;
import dev.icl.report.record.Cell.Status;
import dev.icl.report.record.Machine;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Benchmarks whose cells are small shell scripts. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "cells are shell scripts")
class BenchmarkTest extends ThreeCells {
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
    assertThat(BenchJson.readBench(folder.record())).isEqualTo(record);
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
  void aTimingThatOtherWorkDisturbedIsMeasuredAgain() throws InterruptedException {
    List<String> warnings = new ArrayList<>();
    rates.put(A, new ArrayDeque<>(List.of(325.0)));
    rates.put(B, new ArrayDeque<>(List.of(70.0, 310.0)));
    rates.put(C, new ArrayDeque<>(List.of(320.0)));

    BenchRecord record = run(warnings::add, () -> false).orElseThrow();

    assertThat(ran).containsExactly(A, B, C, B);
    assertThat(warnings)
        .containsExactly(
            "Other work on the machine disturbed 1 timing; measuring again: " + B + ".");
    assertThat(record.cells())
        .extracting(c -> c.timing().matmulGflops(), c -> c.timing().measurements())
        .containsExactly(tuple(325.0, null), tuple(310.0, 2), tuple(320.0, null));
    assertThat(folder.disturbed(benchmark.plan().cell(B))).doesNotExist();
  }

  @Test
  void aTimingIsMeasuredThreeTimesAtMostAndTheLeastDisturbedOneCounts()
      throws InterruptedException {
    rates.put(A, new ArrayDeque<>(List.of(325.0)));
    rates.put(B, new ArrayDeque<>(List.of(70.0, 90.0, 80.0)));
    rates.put(C, new ArrayDeque<>(List.of(320.0)));

    BenchRecord record = run(() -> false).orElseThrow();

    assertThat(ran).containsExactly(A, B, C, B, B);
    assertThat(record.cells().get(1).timing().matmulGflops()).isEqualTo(90);
    assertThat(record.cells().get(1).timing().measurements()).isEqualTo(3);
    ran.clear();
    assertThat(run(() -> false)).isPresent();
    assertThat(ran).isEmpty();
  }

  @Test
  void aMeasurementStaysWhereTheNextOneFails() throws InterruptedException {
    rates.put(A, new ArrayDeque<>(List.of(325.0)));
    rates.put(B, new ArrayDeque<>(List.of(70.0)));
    rates.put(C, new ArrayDeque<>(List.of(320.0)));

    BenchRecord record = run(warning -> scriptOfB = "exit 2", () -> false).orElseThrow();

    assertThat(record.cells()).extracting(Cell::status).containsOnly(Status.DONE);
    assertThat(record.cells().get(1).timing().matmulGflops()).isEqualTo(70);
  }

  @Test
  void aMeasurementThatIsInterruptedIsMadeByTheNextRun() throws InterruptedException {
    rates.put(A, new ArrayDeque<>(List.of(325.0)));
    rates.put(B, new ArrayDeque<>(List.of(70.0, 310.0)));
    rates.put(C, new ArrayDeque<>(List.of(320.0)));
    List<String> warnings = new ArrayList<>();

    assertThat(run(warnings::add, () -> !warnings.isEmpty())).isEmpty();
    assertThat(ran).containsExactly(A, B, C);
    BenchRecord record = run(() -> false).orElseThrow();

    assertThat(ran).containsExactly(A, B, C, B);
    assertThat(record.cells().get(1).timing().matmulGflops()).isEqualTo(310);
  }

  /** As after a kill between the end of the cell's process and the choice. */
  @ParameterizedTest
  @CsvSource({"90, 310", "310, 90"})
  void theNextRunChoosesBetweenMeasurementsWhereThisOneWasKilled(double first, double second)
      throws InterruptedException {
    PlannedCell cell = benchmark.plan().cell(B);
    rates.put(A, new ArrayDeque<>(List.of(325.0)));
    rates.put(B, new ArrayDeque<>(List.of(first, second)));
    rates.put(C, new ArrayDeque<>(List.of(320.0)));
    String fingerprint = CellData.fingerprint(cell);
    BenchJson.write(CellFile.done(machine, fingerprint, row(cell)), folder.disturbed(cell));
    BenchJson.write(CellFile.done(machine, fingerprint, row(cell)), folder.file(cell));

    BenchRecord record = run(() -> false).orElseThrow();

    assertThat(ran).containsExactly(A, C);
    assertThat(record.cells().get(1).timing().matmulGflops()).isEqualTo(310);
    assertThat(record.cells().get(1).timing().measurements()).isEqualTo(2);
    assertThat(folder.disturbed(cell)).doesNotExist();
  }
}

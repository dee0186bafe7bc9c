package dev.icl.bench.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.icl.bench.config.BenchConfig;
import dev.icl.core.error.UserException;
import dev.icl.report.record.BenchJson;
import dev.icl.report.record.BenchRecord;
import dev.icl.report.record.Cell;
import dev.icl.report.record.Cell.Kind;
import dev.icl.report.record.Cell.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Cells of a benchmark that run one by one, as small shell scripts. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "cells are shell scripts")
class CellsApartTest {
  private static final String FIRST = "train-pytorch-cpu-icl-unet2d-l1-s1";
  private static final String SECOND = "train-pytorch-cpu-icl-unet2d-l1-s2";
  private static final String SETTINGS =
      "bench: {engines: [pytorch], devices: [cpu], methods: [icl], labeled: [1], seeds: [1, 2],"
          + " timing: {repeats: 1}, title: %s}";

  @TempDir private Path temporary;
  private BenchFolder folder;
  private final List<String> ran = new ArrayList<>();

  @BeforeEach
  void folder() {
    folder = new BenchFolder(temporary.resolve("bench"));
  }

  @Test
  void cellsOfSeveralProcessesAreOneRecord() throws IOException, InterruptedException {
    CellsApart here = apart("One");
    CellsApart there = apart("One");

    assertThat(run(here, FIRST)).isTrue();
    assertThat(folder.record()).doesNotExist();
    assertThat(run(there, SECOND)).isTrue();
    BenchRecord record = CellsApart.in(folder, temporary).collect();

    assertThat(ran).containsExactly(FIRST, SECOND);
    assertThat(record.cells())
        .extracting(Cell::id, Cell::status)
        .containsExactly(tuple(FIRST, Status.DONE), tuple(SECOND, Status.DONE));
    assertThat(BenchJson.readBench(folder.record())).isEqualTo(record);
  }

  @Test
  void whatIsDoneIsNotRunAgainAndWhatFailedIs() throws IOException, InterruptedException {
    CellsApart cells = apart("One");
    run(cells, FIRST);
    cells.run(
        List.of(cells.plan().cell(SECOND)),
        temporary,
        cell -> List.of("sh", "-c", "echo failed There is no GPU.; exit 2"),
        new ThreeCells.Warned(warning -> {}),
        () -> false);
    assertThat(cells.collect().cells())
        .extracting(Cell::status, Cell::reason)
        .containsExactly(tuple(Status.DONE, null), tuple(Status.FAILED, "There is no GPU."));
    ran.clear();

    run(cells, FIRST, SECOND);

    assertThat(ran).containsExactly(SECOND);
    assertThat(cells.collect().cells()).extracting(Cell::status).containsOnly(Status.DONE);
  }

  @Test
  void aTimingIsLeftToOneMachine() throws IOException {
    CellsApart cells = apart("One");
    String timing = cells.plan().cells().get(0).id();

    assertThat(timing).startsWith("timing-");
    assertThatThrownBy(() -> run(cells, timing))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(timing + " is a timing");
    assertThat(ran).isEmpty();
  }

  @Test
  void cellsOfOtherSettingsAreNotPutIntoTheSameFolder() throws IOException {
    apart("One").begin(temporary);
    apart("One").begin(temporary);

    CellsApart other = apart("Two");
    assertThatThrownBy(() -> other.begin(temporary))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("was begun with other settings")
        .hasMessageContaining("bench.title");
  }

  private CellsApart apart(String title) throws IOException {
    BenchConfig config =
        Configs.read(Files.createTempDirectory(temporary, "config"), SETTINGS.formatted(title));
    return new CellsApart(config, folder);
  }

  private boolean run(CellsApart cells, String... ids) throws InterruptedException {
    cells.begin(temporary);
    return cells.run(
        List.of(ids).stream().map(cells.plan()::cell).toList(),
        temporary,
        this::command,
        new ThreeCells.Warned(warning -> {}),
        () -> false);
  }

  private List<String> command(PlannedCell cell) {
    ran.add(cell.id());
    Path prepared = temporary.resolve(cell.id() + ".json");
    Cell row =
        new Cell(
            cell.id(),
            Kind.TRAIN,
            "m",
            cell.key(),
            Status.DONE,
            null,
            Instant.EPOCH,
            1,
            List.of(),
            null,
            null);
    BenchJson.write(
        CellFile.done(ThreeCells.machine("1.0"), CellData.fingerprint(cell), row), prepared);
    return List.of(
        "sh", "-c", "mv \"$0\" \"$1\"", prepared.toString(), folder.file(cell).toString());
  }
}

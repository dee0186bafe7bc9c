package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.app.config.RunConfig;
import dev.icl.bench.matrix.BenchListener;
import dev.icl.bench.matrix.BenchListener.Outcome;
import dev.icl.bench.matrix.BenchListener.Progress;
import dev.icl.bench.matrix.BenchListener.Running;
import dev.icl.bench.matrix.PlannedCell;
import dev.icl.report.record.CellKey;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BenchViewTest {
  private static final PlannedCell CELL =
      new PlannedCell(
          "train-a",
          PlannedCell.Task.TRAIN,
          new CellKey("pytorch", "cpu", "icl", 1, "", "unet2d", 3, 0, 1L, null),
          RunConfig.defaults());
  private static final Progress HALF =
      new Progress(3, 1, 16, List.of(new Running(CELL, 0.425)), 65, OptionalDouble.of(125));

  private final StringWriter text = new StringWriter();
  private final AtomicLong clock = new AtomicLong();

  @Test
  void aTerminalHasOneLineThatUpdatesItselfBelowThoseOfCellsThatEnded() {
    BenchListener view = view(OptionalInt.of(200));

    view.started(CELL);
    view.progress(HALF);
    view.ended(CELL, new Outcome("There is no GPU.", 2, true, null));

    assertThat(text.toString())
        .isEqualTo(
            "\r\u001b[K3 of 16 cells, 1 failed, 1:05 so far, 2:05 left: train-a 43 %"
                + "\r\u001b[Ktrain-a: failed in 0:02: There is no GPU."
                + System.lineSeparator());
  }

  @Test
  void theLineIsNoWiderThanTheTerminal() {
    view(OptionalInt.of(12)).progress(HALF);

    assertThat(text.toString()).isEqualTo("\r\u001b[K3 of 16…");
  }

  @Test
  void elsewhereThereIsAPlainLineNowAndThen() {
    BenchListener view = view(OptionalInt.empty());

    view.progress(HALF);
    assertThat(text.toString()).isEmpty();
    clock.set(40_000_000_000L);
    view.progress(HALF);
    view.progress(HALF);

    assertThat(text.toString().lines()).singleElement().asString().startsWith("3 of 16 cells");
  }

  @Test
  void programsGetAnObjectALine() {
    BenchListener lines = new BenchJsonLines(new PrintWriter(text, true));

    lines.started(CELL);
    lines.progress(HALF);
    lines.ended(CELL, new Outcome("Its process was ended by signal 9.", 2, false, null));

    assertThat(text.toString().lines())
        .containsExactly(
            "{\"event\":\"started\",\"cell\":\"train-a\",\"task\":\"train\"}",
            "{\"event\":\"progress\",\"done\":3,\"failed\":1,\"cells\":16,\"seconds\":65.0,"
                + "\"seconds_left\":125.0,\"running\":{\"train-a\":0.425}}",
            "{\"event\":\"ended\",\"cell\":\"train-a\",\"task\":\"train\",\"status\":\"interrupted\","
                + "\"seconds\":2.0,\"reason\":\"Its process was ended by signal 9.\"}");
  }

  private BenchListener view(OptionalInt columns) {
    return new BenchView(new PrintWriter(text, true), columns, clock::get);
  }
}

package dev.icl.bench.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.report.record.BenchJson;
import dev.icl.report.record.BenchRecord;
import dev.icl.report.record.Cell;
import dev.icl.report.record.Cell.Kind;
import dev.icl.report.record.Cell.Status;
import dev.icl.report.record.Machine;
import dev.icl.report.record.Timing;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A benchmark of three cells whose processes are shell scripts. */
abstract class ThreeCells {
  static final String A = "timing-pytorch-cpu-icl-unet2d-r1";
  static final String B = "timing-pytorch-cpu-icl-unet2d-r2";
  static final String C = "timing-pytorch-cpu-icl-unet2d-r3";

  @TempDir Path temporary;

  final List<String> ran = new ArrayList<>();

  /** Rates of the matrix products of the measurements of a cell, in order; 1 where it has none. */
  final Map<String, Deque<Double>> rates = new HashMap<>();

  Benchmark benchmark;
  BenchFolder folder;
  String scriptOfB;
  String scriptOfC;
  Machine machine = machine("1.0");

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

  Optional<BenchRecord> run(BooleanSupplier stop) throws InterruptedException {
    return run(warning -> {}, stop);
  }

  Optional<BenchRecord> run(Consumer<String> warnings, BooleanSupplier stop)
      throws InterruptedException {
    return benchmark.run(temporary, this::command, new Warned(warnings), stop);
  }

  List<String> command(PlannedCell cell) {
    ran.add(cell.id());
    String script = cell.id().equals(B) ? scriptOfB : cell.id().equals(C) ? scriptOfC : null;
    if (script != null) {
      return List.of("sh", "-c", script);
    }
    Path prepared = temporary.resolve(cell.id() + ".json");
    BenchJson.write(CellFile.done(machine, CellData.fingerprint(cell), row(cell)), prepared);
    return List.of(
        "sh",
        "-c",
        "echo progress 0.5; mv \"$0\" \"$1\"",
        prepared.toString(),
        folder.file(cell).toString());
  }

  static Machine machine(String version) {
    return new Machine("m", "os", "arch", "cpu", 1, 1, null, "java", Map.of("icl", version));
  }

  Cell row(PlannedCell cell) {
    double rate = Optional.ofNullable(rates.get(cell.id())).map(Deque::poll).orElse(1.0);
    Timing timing =
        new Timing(
            1, 1, List.of(1.0), 1, 1, 1, 1, 1, null, 1, null, null, 1, rate, 1, null, null, null);
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
  record Warned(Consumer<String> warnings) implements BenchListener {
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

package dev.icl.report.analysis;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.icl.modules.method.Methods;
import dev.icl.report.record.BenchRecord;
import dev.icl.report.record.Cell;
import dev.icl.report.record.Cell.Kind;
import dev.icl.report.record.Cell.Status;
import dev.icl.report.record.CellKey;
import dev.icl.report.record.Machine;
import dev.icl.report.record.Parity;
import dev.icl.report.record.Scored;
import dev.icl.report.record.Scored.Network;
import dev.icl.report.record.Scored.SelectedOn;
import dev.icl.report.record.Timing;
import dev.icl.report.record.TrainingOutcome;
import dev.icl.report.record.TrainingOutcome.CaseScores;
import dev.icl.report.record.TrainingOutcome.CurvePoint;
import dev.icl.report.record.TrainingOutcome.Parameters;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Small cells whose scores are given by a formula that was evaluated in Python, too. */
final class Cells {
  static final int PATIENTS = 8;

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private Cells() {}

  /**
   * {@code 0.4 + (0, 0.01, 0.15)[m] + ((7s + 5p² + 3c + 2k + m(2p³ + 3s + c)) mod 19) / 64} for
   * method m, seed s, patient p from 1, case c and class k.
   */
  static double dice(int m, long s, int p, int c, int k) {
    double[] effect = {0, 0.01, 0.15};
    return 0.4
        + effect[m]
        + (s * 7 + p * p * 5 + c * 3 + k * 2 + m * (p * p * p * 2 + 3 * s + c)) % 19 / 64.0;
  }

  static Cell trained(String engine, String method, int m, long seed) {
    return trained(engine, method, m, seed, PATIENTS);
  }

  static Cell trained(String engine, String method, int m, long seed, int patients) {
    List<CaseScores> cases = new ArrayList<>();
    for (int p = 1; p <= patients; p++) {
      for (int c = 0; c < 2; c++) {
        for (int k = 0; k < 2; k++) {
          double dice = dice(m, seed, p, c, k);
          cases.add(
              new CaseScores(
                  "p" + p + "_" + c, "p" + p, "class" + k, dice, dice / 2, 10 - dice, 5 - dice));
        }
      }
    }
    return trained(engine, method, seed, cases);
  }

  static Cell trained(String engine, String method, long seed, List<CaseScores> cases) {
    TrainingOutcome training =
        new TrainingOutcome(
            10,
            1,
            100,
            500,
            null,
            new Parameters(1, 2),
            List.of(new CurvePoint(5, 1.0, Map.of(), 0.6), new CurvePoint(10, 0.5, Map.of(), 0.55)),
            null,
            List.of("class0", "class1"),
            cases,
            cases.isEmpty() ? null : new Scored(Network.FINAL, 10, "val", SelectedOn.NONE, null, 0),
            null,
            "voxel",
            null,
            null);
    return cell(
        Kind.TRAIN,
        new CellKey(
            engine, "cpu", method, Methods.revision(method), "", "unet2d", 3, 0, seed, null),
        training,
        null);
  }

  static Cell timed(String engine, String method, int repeat, double p50) {
    return timed(engine, method, repeat, p50, 1);
  }

  /**
   * The same beside matrix products of some rate.
   *
   * @param matmulGflops 10⁹ operations a second
   */
  static Cell timed(String engine, String method, int repeat, double p50, double matmulGflops) {
    Timing timing =
        new Timing(
            1,
            1,
            List.of(p50),
            p50,
            p50,
            16_000 / p50,
            1,
            1,
            null,
            900,
            null,
            null,
            1,
            matmulGflops,
            0.5,
            null,
            null,
            null);
    return cell(
        Kind.TIMING,
        new CellKey(
            engine, "cpu", method, Methods.revision(method), "", "unet2d", 3, 0, null, repeat),
        null,
        timing);
  }

  /** The same of a release in which the method's name meant another training. */
  static Cell ofRevision(Cell cell, Integer revision) {
    return of(cell, revision, cell.key().variant(), cell.key().labelDraw());
  }

  /** The same with other labelled patients. */
  static Cell drawn(Cell cell, int draw) {
    return of(cell, cell.key().methodRevision(), cell.key().variant(), draw);
  }

  /** The same with other settings. */
  static Cell variant(Cell cell, String variant) {
    return of(cell, cell.key().methodRevision(), variant, cell.key().labelDraw());
  }

  private static Cell of(Cell cell, Integer revision, String variant, int draw) {
    CellKey key = cell.key();
    return cell(
        cell.kind(),
        new CellKey(
            key.engine(),
            key.device(),
            key.method(),
            revision,
            variant,
            key.network(),
            key.labeled(),
            draw,
            key.seed(),
            key.repeat()),
        cell.training(),
        cell.timing());
  }

  static Cell failed(Cell done) {
    return new Cell(
        done.id(),
        done.kind(),
        done.machine(),
        done.key(),
        Status.FAILED,
        "It was too hot.",
        NOON,
        1,
        List.of(),
        null,
        null);
  }

  private static Cell cell(Kind kind, CellKey key, TrainingOutcome training, Timing timing) {
    String id = "%s-%s-%s-%s".formatted(kind, key.engine(), key.method(), key.seed());
    return new Cell(id, kind, "m1", key, Status.DONE, null, NOON, 1, List.of(), training, timing);
  }

  static Machine machine(String cpu, String... versions) {
    Map<String, String> known = new HashMap<>();
    for (int i = 0; i < versions.length; i += 2) {
      known.put(versions[i], versions[i + 1]);
    }
    return new Machine("m1", "Linux", "amd64", cpu, 2, 1024, null, "Java 17", known);
  }

  static ObjectNode config(int iterations) {
    ObjectNode config = JsonNodeFactory.instance.objectNode();
    config.putObject("bench").put("title", "iterations " + iterations);
    config.putObject("train").put("iterations", iterations);
    return config;
  }

  static Source source(String folder, Machine machine, ObjectNode config, Cell... cells) {
    return source(folder, machine, config, Arrays.asList(cells), List.of());
  }

  static Source source(String folder, Machine machine, ObjectNode config, Parity parity) {
    return source(folder, machine, config, List.of(), List.of(parity));
  }

  private static Source source(
      String folder, Machine machine, ObjectNode config, List<Cell> cells, List<Parity> parity) {
    return Source.of(
        Path.of(folder),
        new BenchRecord(
            BenchRecord.FORMAT, NOON, "title", config, List.of(machine), cells, parity));
  }

  /** A comparison of two engines; null stands for what was no number. */
  static Parity parity(Double loss, Double gradient, Double agreement) {
    return parity(Status.DONE, null, loss, gradient, agreement);
  }

  static Parity failedParity() {
    return parity(Status.FAILED, "It was too hot.", null, null, null);
  }

  private static Parity parity(
      Status status, String reason, Double loss, Double gradient, Double agreement) {
    return new Parity(
        "pytorch",
        "tensorflow",
        "cpu",
        "cpu",
        "icl",
        "unet2d",
        20,
        status,
        reason,
        loss,
        null,
        gradient,
        null,
        agreement);
  }

  static Analysis analysis(Cell... cells) {
    return Analysis.of(
        Evidence.of(List.of(source("here", machine("a processor"), config(100), cells))));
  }
}

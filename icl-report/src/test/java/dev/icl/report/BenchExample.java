package dev.icl.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.icl.app.config.ConfigTree;
import dev.icl.core.random.RandomKey;
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
import dev.icl.report.record.TrainingData;
import dev.icl.report.record.TrainingOutcome;
import dev.icl.report.record.TrainingOutcome.Best;
import dev.icl.report.record.TrainingOutcome.CaseScores;
import dev.icl.report.record.TrainingOutcome.CurvePoint;
import dev.icl.report.record.TrainingOutcome.Overlay;
import dev.icl.report.record.TrainingOutcome.Overlays;
import dev.icl.report.record.TrainingOutcome.Parameters;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.commons.rng.UniformRandomProvider;

/** A made-up benchmark that has something of everything, with names that need escaping. */
final class BenchExample {
  static final String HOSTILE = "<script>alert(1)</script> & \"LV\"";

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final List<String> FLAGS = List.of("-Xmx512m", "-XX:+UseSerialGC");
  private static final List<String> CLASSES = List.of("RV", "Myo", HOSTILE);
  private static final Map<String, Double> QUALITY =
      Map.of("supervised", 0.55, "mean-teacher", 0.6, "icl", 0.68);

  private BenchExample() {}

  /** Writes the pictures that the record names, and gives the record. */
  static BenchRecord in(Path folder) {
    List<Cell> cells = new ArrayList<>();
    for (String engine : List.of("pytorch", "tensorflow")) {
      for (String method : List.of("supervised", "mean-teacher", "icl")) {
        for (long seed = 1; seed <= 2; seed++) {
          cells.add(trained(engine, method, "", seed));
        }
        for (int repeat = 1; repeat <= 3; repeat++) {
          cells.add(timed(engine, method, repeat));
        }
      }
    }
    cells.add(trained("pytorch", "icl", "without-uscl", 1));
    cells.add(trained("pytorch", "icl", "without-uscl", 2));
    cells.add(failed());
    picture(folder.resolve("best.png"), Color.GREEN);
    picture(folder.resolve("worst.png"), Color.RED);
    return new BenchRecord(
        BenchRecord.FORMAT,
        NOON,
        "Phantom, 3 labelled <b>patients</b>",
        config(),
        List.of(machine("machine-1a2b3c4d")),
        cells,
        List.of(parity("supervised", 2.1e-6, 0.99998), parity("icl", 3.4e-4, 0.9991)));
  }

  static Machine machine(String id) {
    return new Machine(
        id,
        "Linux 6.1",
        "amd64",
        "A processor of 2.5 GHz",
        2,
        24_576,
        null,
        "OpenJDK 64-Bit Server VM 17.0.12",
        Map.of("icl", "0.1.0", "git", "4ce59b2", "pytorch", "2.7.1", "tensorflow", "2.16.1"));
  }

  static ObjectNode config() {
    return ConfigTree.ofWritten(
        """
        bench: {engines: [pytorch, tensorflow], seeds: [1, 2]}
        data: {name: phantom}
        train: {iterations: 200}
        """);
  }

  static Cell trained(String engine, String method, String variant, long seed) {
    String id = "train-%s-%s%s-%d".formatted(engine, method, variant, seed);
    double quality = QUALITY.get(method) - (variant.isEmpty() ? 0 : 0.04);
    UniformRandomProvider random = RandomKey.of(seed).child(engine + method + variant).generator();
    List<CaseScores> cases = new ArrayList<>();
    List<CaseScores> best = new ArrayList<>();
    for (int patient = 1; patient <= 10; patient++) {
      for (String frame : List.of("ED", "ES")) {
        for (String label : CLASSES) {
          double dice = quality + 0.02 * (patient - 5) + 0.1 * (random.nextDouble() - 0.5);
          cases.add(scores(patient, frame, label, dice));
          best.add(scores(patient, frame, label, dice + 0.02));
        }
      }
    }
    List<CurvePoint> curve = new ArrayList<>();
    for (int i = 1; i <= 200; i++) {
      double loss = 2.5 / (1 + 0.05 * i) + 0.05 * random.nextDouble();
      Double dice =
          i % 20 == 0 ? (quality + 0.06 * random.nextDouble()) * (1 - Math.exp(-i / 60.0)) : null;
      curve.add(new CurvePoint(i, loss, Map.of("ce", loss / 2, "dice", loss / 2), dice));
    }
    return new Cell(
        id,
        Kind.TRAIN,
        "machine-1a2b3c4d",
        new CellKey(
            engine, "cpu", method, Methods.revision(method), variant, "unet2d", 3, 0, seed, null),
        Status.DONE,
        null,
        NOON,
        61.5,
        FLAGS,
        new TrainingOutcome(
            200,
            58.5,
            41.5,
            900,
            0.001,
            new Parameters(1_813_764, 4_000_000),
            curve,
            null,
            CLASSES,
            cases,
            new Scored(Network.FINAL, 200, "val", SelectedOn.NONE, null, 0),
            new Best(new Scored(Network.BEST, 160, "val", SelectedOn.VALIDATION, 10, 20), best),
            "voxel",
            new Overlays(
                new Overlay("patient10_ED", 0.8, "best.png"),
                new Overlay("patient05_ES", 0.68, "best.png"),
                new Overlay("patient01_ED", 0.5, "worst.png")),
            new TrainingData(40, 3, 24, 296, 8, 20)),
        null);
  }

  private static CaseScores scores(int patient, String frame, String label, double dice) {
    return new CaseScores(
        "patient%02d_%s".formatted(patient, frame),
        "patient%02d".formatted(patient),
        label,
        dice,
        dice / (2 - dice),
        20 * (1 - dice),
        5 * (1 - dice));
  }

  static Cell timed(String engine, String method, int repeat) {
    double step = (engine.equals("pytorch") ? 300 : 410) * (method.equals("supervised") ? 0.6 : 1);
    // the last repeat of mean-teacher on TensorFlow is disturbed
    boolean disturbed = engine.equals("tensorflow") && method.equals("mean-teacher") && repeat == 3;
    double p50 = step * (disturbed ? 1.2 : 1 + 0.005 * repeat);
    return new Cell(
        "timing-%s-%s-r%d".formatted(engine, method, repeat),
        Kind.TIMING,
        "machine-1a2b3c4d",
        new CellKey(
            engine, "cpu", method, Methods.revision(method), "", "unet2d", 3, 0, null, repeat),
        Status.DONE,
        null,
        NOON,
        20,
        FLAGS,
        null,
        new Timing(
            3,
            3,
            List.of(p50 - 1, p50, p50 + 4),
            p50,
            p50 + 4,
            16_000 / p50,
            1.5,
            engine.equals("pytorch") ? 0.9 : 4.2,
            3.5,
            engine.equals("pytorch") ? 1200 + repeat : 1650,
            600L,
            null,
            1_000_000_000L,
            300,
            0.38,
            0.001,
            null,
            null));
  }

  private static Cell failed() {
    return new Cell(
        "train-tensorflow-gpu-icl-1",
        Kind.TRAIN,
        "machine-1a2b3c4d",
        new CellKey("tensorflow", "cpu", "icl", 1, "low-rank", "unet2d", 3, 0, 1L, null),
        Status.FAILED,
        "There is no GPU here; set device to cpu.",
        NOON,
        2,
        FLAGS,
        null,
        null);
  }

  private static Parity parity(String method, double distance, double agreement) {
    return new Parity(
        "pytorch",
        "tensorflow",
        "cpu",
        "cpu",
        method,
        "unet2d",
        20,
        Status.DONE,
        null,
        distance,
        19,
        2e-6,
        "encoder.in_conv.conv_conv.0.weight",
        agreement);
  }

  private static void picture(Path file, Color color) {
    BufferedImage image = new BufferedImage(1200, 400, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(color);
    for (int i = 0; i < 6; i++) {
      graphics.drawOval(200 * i + 20, 40, 160, 300);
    }
    graphics.dispose();
    try {
      Files.createDirectories(file.getParent());
      ImageIO.write(image, "png", file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

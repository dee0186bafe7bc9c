package dev.icl.report.record;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.icl.report.record.Cell.Kind;
import dev.icl.report.record.Cell.Status;
import dev.icl.report.record.TrainingOutcome.CaseScores;
import dev.icl.report.record.TrainingOutcome.CurvePoint;
import dev.icl.report.record.TrainingOutcome.Overlay;
import dev.icl.report.record.TrainingOutcome.Overlays;
import dev.icl.report.record.TrainingOutcome.Parameters;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Records with something in every place. */
final class Examples {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00.250Z");
  private static final List<String> FLAGS = List.of("-Xmx512m", "-XX:+UseSerialGC");

  private Examples() {}

  static BenchRecord bench() {
    return new BenchRecord(
        BenchRecord.FORMAT,
        NOON,
        "An example",
        JsonNodeFactory.instance.objectNode().put("engine", "pytorch"),
        List.of(machine()),
        List.of(trained(), timed(), failed()),
        List.of(parity(), failedParity()));
  }

  static Machine machine() {
    return new Machine(
        "m1",
        "Linux 6.1",
        "amd64",
        "A processor",
        2,
        24_576,
        null,
        "OpenJDK 17",
        Map.of("icl", "0.1.0", "pytorch", "2.7.1"));
  }

  static Cell trained() {
    return new Cell(
        "train-pytorch-cpu-icl-unet2d-3-1",
        Kind.TRAIN,
        "m1",
        new CellKey("pytorch", "cpu", "icl", 1, "", "unet2d", 3, 0, 1L, null),
        Status.DONE,
        null,
        NOON,
        61.5,
        FLAGS,
        "0123456789abcdef".repeat(4),
        training(),
        null);
  }

  private static TrainingOutcome training() {
    return new TrainingOutcome(
        100,
        60.25,
        41.5,
        900,
        0.001,
        new Parameters(10, 20),
        List.of(
            new CurvePoint(1, 2.5, Map.of("supervised", 2.5), null),
            new CurvePoint(2, Double.NaN, Map.of("supervised", Double.NaN), null),
            new CurvePoint(100, 0.5, Map.of("supervised", 0.4, "consistency", 0.1), 0.75)),
        0.75,
        List.of("left ventricle"),
        List.of(
            new CaseScores("case_1", "patient_1", "left ventricle", 0.75, 0.6, 2.0, 0.5),
            new CaseScores(
                "case_2",
                "patient_2",
                "left ventricle",
                0.0,
                0.0,
                Double.NaN,
                Double.POSITIVE_INFINITY)),
        new Scored(Scored.Network.FINAL, 100, "val", Scored.SelectedOn.NONE, null, 0),
        new TrainingOutcome.Best(
            new Scored(Scored.Network.BEST, 50, "val", Scored.SelectedOn.VALIDATION, 2, 2),
            List.of(
                new CaseScores("case_1", "patient_1", "left ventricle", 0.8, 0.7, 1.5, 0.25),
                new CaseScores("case_2", "patient_2", "left ventricle", 0.1, 0.05, 9.0, 4.5))),
        "voxel",
        new Overlays(
            new Overlay("case_1", 0.75, "cells/a/evaluation/overlays/case_1.png"),
            new Overlay("case_1", 0.75, "cells/a/evaluation/overlays/case_1.png"),
            new Overlay("case_2", 0.0, "cells/a/evaluation/overlays/case_2.png")),
        new TrainingData(40, 3, 24, 296, 8, 20));
  }

  static Cell timed() {
    return new Cell(
        "timing-pytorch-cpu-icl-unet2d-3-r1",
        Kind.TIMING,
        "m1",
        new CellKey("pytorch", "cpu", "icl", 1, "", "unet2d", 3, 0, null, 1),
        Status.DONE,
        null,
        NOON,
        20,
        FLAGS,
        null,
        new Timing(
            3,
            2,
            List.of(10.0, 12.0),
            11,
            12,
            1450,
            1.5,
            0.7,
            3.5,
            900,
            600L,
            2048L,
            1_000_000_000L,
            300,
            0.3,
            0.01,
            0.25,
            2));
  }

  static Cell failed() {
    return new Cell(
        "train-tensorflow-gpu-icl-unet2d-3-1",
        Kind.TRAIN,
        "m1",
        new CellKey("tensorflow", "gpu", "icl", 1, "no-uscl", "unet2d", 3, 0, 1L, null),
        Status.FAILED,
        "There is no GPU here; set device to cpu.",
        NOON,
        2,
        FLAGS,
        null,
        null);
  }

  private static Parity parity() {
    return new Parity(
        "pytorch",
        "tensorflow",
        "cpu",
        "cpu",
        "icl",
        "unet2d",
        20,
        Status.DONE,
        null,
        1e-5,
        19,
        2e-6,
        "encoder.in_conv.conv_conv.0.weight",
        0.9999);
  }

  private static Parity failedParity() {
    return new Parity(
        "pytorch",
        "tensorflow",
        "gpu",
        "gpu",
        "icl",
        "unet2d",
        0,
        Status.FAILED,
        "There is no GPU.",
        null,
        null,
        null,
        null,
        null);
  }
}

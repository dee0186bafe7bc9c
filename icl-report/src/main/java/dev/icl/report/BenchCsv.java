package dev.icl.report;

import dev.icl.core.io.Csv;
import dev.icl.report.analysis.Analysis;
import dev.icl.report.analysis.Evidence;
import dev.icl.report.analysis.Evidence.Item;
import dev.icl.report.analysis.Group;
import dev.icl.report.analysis.GroupComparison;
import dev.icl.report.analysis.Sentences;
import dev.icl.report.record.Cell;
import dev.icl.report.record.Cell.Status;
import dev.icl.report.record.CellKey;
import dev.icl.report.record.Parity;
import dev.icl.report.record.Timing;
import dev.icl.report.record.TrainingOutcome;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;

/** The numbers of a benchmark as tables for programs. */
final class BenchCsv {
  private static final String[] PLACE = {
    "cell",
    "configuration",
    "machine",
    "engine",
    "device",
    "method",
    "method_revision",
    "variant",
    "network",
    "labeled",
    "label_draw",
    "seed",
    "repeat"
  };

  private BenchCsv() {}

  /** Every table by the name of its file. */
  static Map<String, String> of(Analysis analysis, Sentences sentences) {
    Evidence evidence = analysis.evidence();
    Map<String, String> files = new LinkedHashMap<>();
    files.put("cells.csv", cells(evidence));
    files.put("networks.csv", NetworkCsv.networks(evidence));
    files.put("cases.csv", NetworkCsv.cases(evidence));
    files.put("cases-best.csv", NetworkCsv.casesOfBest(evidence));
    files.put("timing.csv", timing(evidence));
    files.put("curves.csv", curves(evidence));
    files.put("tests.csv", tests(analysis, sentences));
    files.put("parity.csv", parity(evidence));
    return files;
  }

  private static String cells(Evidence evidence) {
    Csv csv =
        new Csv(
            and(
                "kind",
                "status",
                "reason",
                "started",
                "seconds",
                "iterations",
                "training_seconds",
                "images_per_second",
                "peak_rss_mb",
                "wait_share",
                "parameters_backbone",
                "parameters_training"));
    for (Item item : evidence.cells()) {
      Cell cell = item.cell();
      TrainingOutcome t = cell.training();
      csv.row(
          and(
              item,
              lower(cell.kind()),
              lower(cell.status()),
              cell.reason(),
              cell.started(),
              cell.seconds(),
              t == null ? null : t.iterations(),
              t == null ? null : t.seconds(),
              t == null ? null : t.imagesPerSecond(),
              t == null ? null : t.peakRssMb(),
              t == null ? null : t.waitShare(),
              t == null ? null : t.parameters().backbone(),
              t == null ? null : t.parameters().training()));
    }
    return csv.text();
  }

  private static String curves(Evidence evidence) {
    Csv csv = new Csv(and("iteration", "quantity", "value"));
    eachTraining(
        evidence,
        (item, t) ->
            t.curve()
                .forEach(
                    p -> {
                      csv.row(and(item, p.iteration(), "loss", p.loss()));
                      p.terms()
                          .forEach(
                              (name, value) ->
                                  csv.row(and(item, p.iteration(), "loss/" + name, value)));
                      if (p.dice() != null) {
                        csv.row(and(item, p.iteration(), "validation_dice", p.dice()));
                      }
                    }));
    return csv.text();
  }

  private static String timing(Evidence evidence) {
    Csv csv =
        new Csv(
            and(
                "warmup",
                "steps",
                "p50_ms",
                "p95_ms",
                "images_per_second",
                "startup_s",
                "first_step_s",
                "inference_volumes_per_second",
                "peak_rss_mb",
                "native_mb",
                "gpu_mb",
                "flops_per_step",
                "matmul_gflops",
                "flops_share",
                "data_wait_share",
                "joules_per_image"));
    for (Item item : evidence.cells(Cell.Kind.TIMING, Status.DONE)) {
      Timing t = item.cell().timing();
      csv.row(
          and(
              item,
              t.warmup(),
              t.steps(),
              t.p50Ms(),
              t.p95Ms(),
              t.imagesPerSecond(),
              t.startupS(),
              t.firstStepS(),
              t.inferenceVolumesPerSecond(),
              t.peakRssMb(),
              t.nativeMb(),
              t.gpuMb(),
              t.flopsPerStep(),
              t.matmulGflops(),
              t.flopsShare(),
              t.dataWaitShare(),
              t.joulesPerImage()));
    }
    return csv.text();
  }

  private static String tests(Analysis analysis, Sentences sentences) {
    Csv csv =
        new Csv(
            "question",
            "measure",
            "configuration",
            "network",
            "labeled",
            "engine_a",
            "device_a",
            "method_a",
            "variant_a",
            "engine_b",
            "device_b",
            "method_b",
            "variant_b",
            "patients",
            "cases",
            "pairs_of_trainings",
            "paired_by_seed",
            "mean_a",
            "mean_b",
            "difference",
            "ci95_low",
            "ci95_high",
            "wilcoxon_p",
            "holm_p",
            "tests_in_family",
            "t_p",
            "rank_biserial",
            "outcome",
            "verdict");
    for (GroupComparison c : analysis.comparisons()) {
      Group a = c.a();
      Group b = c.b();
      csv.row(
          lower(c.question()),
          c.measure().key(),
          a.configuration(),
          a.network(),
          a.labeled(),
          a.engine(),
          a.device(),
          a.method(),
          a.variant(),
          b.engine(),
          b.device(),
          b.method(),
          b.variant(),
          c.sample().patients(),
          c.sample().cases(),
          c.sample().pairs(),
          c.sample().bySeed(),
          c.meanA(),
          c.meanB(),
          c.difference(),
          c.interval().low(),
          c.interval().high(),
          c.wilcoxonP(),
          c.holmP(),
          c.family(),
          c.tP(),
          c.rankBiserial(),
          lower(c.outcome()),
          sentences.verdict(c));
    }
    return csv.text();
  }

  private static String parity(Evidence evidence) {
    Csv csv =
        new Csv(
            "engine_a",
            "device_a",
            "engine_b",
            "device_b",
            "method",
            "network",
            "iterations",
            "status",
            "reason",
            "max_loss_distance",
            "at_iteration",
            "gradient_distance",
            "gradient_variable",
            "label_agreement");
    for (Parity p : evidence.parity()) {
      csv.row(
          p.engineA(),
          p.deviceA(),
          p.engineB(),
          p.deviceB(),
          p.method(),
          p.network(),
          p.iterations(),
          lower(p.status()),
          p.reason(),
          p.maxLossDistance(),
          p.atIteration(),
          p.gradientDistance(),
          p.gradientVariable(),
          p.labelAgreement());
    }
    return csv.text();
  }

  static void eachTraining(Evidence evidence, BiConsumer<Item, TrainingOutcome> action) {
    evidence
        .cells(Cell.Kind.TRAIN, Status.DONE)
        .forEach(item -> action.accept(item, item.cell().training()));
  }

  static String[] and(String... more) {
    String[] titles = Arrays.copyOf(PLACE, PLACE.length + more.length);
    System.arraycopy(more, 0, titles, PLACE.length, more.length);
    return titles;
  }

  static Object[] and(Item item, Object... more) {
    CellKey key = item.cell().key();
    Object[] place = {
      item.cell().id(),
      item.group().configuration(),
      item.machine(),
      key.engine(),
      key.device(),
      key.method(),
      key.methodRevision(),
      key.variant(),
      key.network(),
      key.labeled(),
      key.labelDraw(),
      key.seed(),
      key.repeat()
    };
    Object[] fields = Arrays.copyOf(place, place.length + more.length);
    System.arraycopy(more, 0, fields, place.length, more.length);
    return fields;
  }

  static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}

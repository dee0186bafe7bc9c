package dev.icl.report;

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
import dev.icl.report.record.TrainingOutcome.CurvePoint;
import dev.icl.report.record.TrainingOutcome.Parameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The numbers of a benchmark as tables for programs. */
final class BenchCsv {
  private BenchCsv() {}

  /** Every table by the name of its file. */
  static Map<String, String> of(Analysis analysis, Sentences sentences) {
    Evidence evidence = analysis.evidence();
    Map<String, String> files = new LinkedHashMap<>();
    files.put("cells.csv", cells().csv(evidence.cells()));
    files.put("networks.csv", NetworkCsv.networks(evidence));
    files.put("cases.csv", NetworkCsv.cases(evidence));
    files.put("cases-best.csv", NetworkCsv.casesOfBest(evidence));
    files.put("timing.csv", timing().csv(evidence.cells(Cell.Kind.TIMING, Status.DONE)));
    files.put("curves.csv", curves(evidence));
    files.put("tests.csv", tests(sentences).csv(analysis.comparisons()));
    files.put("parity.csv", parity().csv(evidence.parity()));
    return files;
  }

  /** The columns that every table of cells begins with: which cell, and where it was run. */
  static Columns<Item> place() {
    return new Columns<Item>()
        .with("cell", item -> item.cell().id())
        .with("configuration", item -> item.group().configuration())
        .with("machine", Item::machine)
        .with(key(), item -> item.cell().key());
  }

  private static Columns<CellKey> key() {
    return new Columns<CellKey>()
        .with("engine", CellKey::engine)
        .with("device", CellKey::device)
        .with("method", CellKey::method)
        .with("method_revision", CellKey::methodRevision)
        .with("variant", CellKey::variant)
        .with("network", CellKey::network)
        .with("labeled", CellKey::labeled)
        .with("label_draw", CellKey::labelDraw)
        .with("seed", CellKey::seed)
        .with("repeat", CellKey::repeat);
  }

  private static Columns<Item> cells() {
    return place()
        .with("kind", item -> lower(item.cell().kind()))
        .with("status", item -> lower(item.cell().status()))
        .with("reason", item -> item.cell().reason())
        .with("started", item -> item.cell().started())
        .with("seconds", item -> item.cell().seconds())
        .with("iterations", trained(TrainingOutcome::iterations))
        .with("training_seconds", trained(TrainingOutcome::seconds))
        .with("images_per_second", trained(TrainingOutcome::imagesPerSecond))
        .with("peak_rss_mb", trained(TrainingOutcome::peakRssMb))
        .with("wait_share", trained(TrainingOutcome::waitShare))
        .with("parameters_backbone", counted(Parameters::backbone))
        .with("parameters_training", counted(Parameters::training));
  }

  /** A value of a training; null for other cells. */
  private static Function<Item, Object> trained(Function<TrainingOutcome, ?> value) {
    return item -> item.cell().training() == null ? null : value.apply(item.cell().training());
  }

  private static Function<Item, Object> counted(Function<Parameters, Long> count) {
    return trained(training -> count.apply(training.parameters()));
  }

  private static Columns<Item> timing() {
    Columns<Timing> timing =
        new Columns<Timing>()
            .with("warmup", Timing::warmup)
            .with("steps", Timing::steps)
            .with("p50_ms", Timing::p50Ms)
            .with("p95_ms", Timing::p95Ms)
            .with("images_per_second", Timing::imagesPerSecond)
            .with("startup_s", Timing::startupS)
            .with("first_step_s", Timing::firstStepS)
            .with("inference_volumes_per_second", Timing::inferenceVolumesPerSecond)
            .with("peak_rss_mb", Timing::peakRssMb)
            .with("native_mb", Timing::nativeMb)
            .with("gpu_mb", Timing::gpuMb)
            .with("flops_per_step", Timing::flopsPerStep)
            .with("matmul_gflops", Timing::matmulGflops)
            .with("flops_share", Timing::flopsShare)
            .with("data_wait_share", Timing::dataWaitShare)
            .with("joules_per_image", Timing::joulesPerImage);
    return place().with(timing, item -> item.cell().timing());
  }

  private record Logged(Item item, int iteration, String quantity, @Nullable Double value) {}

  private static String curves(Evidence evidence) {
    List<Logged> rows = new ArrayList<>();
    for (Item item : trainings(evidence)) {
      for (CurvePoint point : item.training().curve()) {
        int iteration = point.iteration();
        rows.add(new Logged(item, iteration, "loss", point.loss()));
        point
            .terms()
            .forEach((name, value) -> rows.add(new Logged(item, iteration, "loss/" + name, value)));
        if (point.dice() != null) {
          rows.add(new Logged(item, iteration, "validation_dice", point.dice()));
        }
      }
    }
    return new Columns<Logged>()
        .with(place(), Logged::item)
        .with("iteration", Logged::iteration)
        .with("quantity", Logged::quantity)
        .with("value", Logged::value)
        .csv(rows);
  }

  private static Columns<GroupComparison> tests(Sentences sentences) {
    return new Columns<GroupComparison>()
        .with("question", c -> lower(c.question()))
        .with("measure", c -> c.measure().key())
        .with("configuration", c -> c.a().configuration())
        .with("network", c -> c.a().network())
        .with("labeled", c -> c.a().labeled())
        .with(side("a"), GroupComparison::a)
        .with(side("b"), GroupComparison::b)
        .with("patients", c -> c.sample().patients())
        .with("cases", c -> c.sample().cases())
        .with("pairs_of_trainings", c -> c.sample().pairs())
        .with("paired_by_seed", c -> c.sample().bySeed())
        .with("mean_a", GroupComparison::meanA)
        .with("mean_b", GroupComparison::meanB)
        .with("difference", GroupComparison::difference)
        .with("ci95_low", c -> c.interval().low())
        .with("ci95_high", c -> c.interval().high())
        .with("wilcoxon_p", GroupComparison::wilcoxonP)
        .with("holm_p", GroupComparison::holmP)
        .with("tests_in_family", GroupComparison::family)
        .with("t_p", GroupComparison::tP)
        .with("rank_biserial", GroupComparison::rankBiserial)
        .with("outcome", c -> lower(c.outcome()))
        .with("verdict", sentences::verdict);
  }

  private static Columns<Group> side(String name) {
    return new Columns<Group>()
        .with("engine_" + name, Group::engine)
        .with("device_" + name, Group::device)
        .with("method_" + name, Group::method)
        .with("method_revision_" + name, Group::revision)
        .with("variant_" + name, Group::variant);
  }

  private static Columns<Parity> parity() {
    return new Columns<Parity>()
        .with("engine_a", Parity::engineA)
        .with("device_a", Parity::deviceA)
        .with("engine_b", Parity::engineB)
        .with("device_b", Parity::deviceB)
        .with("method", Parity::method)
        .with("network", Parity::network)
        .with("iterations", Parity::iterations)
        .with("status", p -> lower(p.status()))
        .with("reason", Parity::reason)
        .with("max_loss_distance", Parity::maxLossDistance)
        .with("at_iteration", Parity::atIteration)
        .with("gradient_distance", Parity::gradientDistance)
        .with("gradient_variable", Parity::gradientVariable)
        .with("label_agreement", Parity::labelAgreement);
  }

  /** The cells that trained and came to their end. */
  static List<Item> trainings(Evidence evidence) {
    return evidence.cells(Cell.Kind.TRAIN, Status.DONE);
  }

  /** A constant in lower case. */
  static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}

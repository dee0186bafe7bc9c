package dev.icl.app.run;

import dev.icl.app.config.RunConfig;
import dev.icl.app.plan.Backbone;
import dev.icl.app.predict.VolumeSegmenter;
import dev.icl.app.results.CaseRow;
import dev.icl.app.run.EvaluationSummary.Applied;
import dev.icl.app.run.EvaluationSummary.Distances;
import dev.icl.core.checkpoint.Checkpoint;
import dev.icl.core.checkpoint.CheckpointInfo;
import dev.icl.core.cost.CostModel;
import dev.icl.core.engine.Engine;
import dev.icl.core.error.UserException;
import dev.icl.core.random.RandomKey;
import dev.icl.data.Datasets;
import dev.icl.data.metrics.CaseScorer;
import dev.icl.data.metrics.ClassScores;
import dev.icl.data.metrics.Metric;
import dev.icl.data.model.Dataset;
import dev.icl.data.sample.Sample;
import dev.icl.modules.network.Kept;
import dev.icl.modules.network.Patches;
import dev.icl.modules.network.SegmentationNetwork;
import dev.icl.modules.train.PeakMemory;
import dev.icl.modules.train.TrainingFacts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A checkpoint's backbone and the scans to score it on. */
public final class Evaluation {
  private final RunConfig config;
  private final Dataset dataset;
  private final SegmentationNetwork network;
  private final EvaluationSplit split;

  private Evaluation(
      RunConfig config, Dataset dataset, SegmentationNetwork network, EvaluationSplit split) {
    this.config = config;
    this.dataset = dataset;
    this.network = network;
    this.split = split;
  }

  /**
   * Opens the data and describes the network. Starts no engine.
   *
   * @param config of the training, with what was changed of it
   * @param wanted which cases are scored; those of {@link EvaluationSplit#usual} if empty
   * @throws dev.icl.core.error.UserException if the data cannot be read, or a name is unknown
   */
  public static Evaluation of(RunConfig config, Optional<EvaluationSplit> wanted) {
    return of(config, Datasets.open(config.data()), wanted);
  }

  /**
   * The same for the network of a checkpoint, which may be of other data than are scored: their
   * intensities go through what those of the training went through.
   *
   * @param config of the training, with what was changed of it
   * @param checkpoint whose facts tell that
   * @param wanted as above
   * @throws dev.icl.core.error.UserException as above
   */
  public static Evaluation of(
      RunConfig config, Checkpoint checkpoint, Optional<EvaluationSplit> wanted) {
    return of(config, ScoredData.open(config.data(), checkpoint.info().facts()), wanted);
  }

  private static Evaluation of(RunConfig config, Dataset all, Optional<EvaluationSplit> wanted) {
    EvaluationSplit split = wanted.orElseGet(() -> EvaluationSplit.usual(all));
    Dataset dataset = scored(all, config.data().name(), split);
    SegmentationNetwork network = Backbone.of(config, dataset.channels(), dataset.classes());
    Patches.require(network, config.train().patch());
    return new Evaluation(config, dataset, network, split);
  }

  private static Dataset scored(Dataset dataset, String name, EvaluationSplit split) {
    Dataset scored = split == EvaluationSplit.TEST ? new TestCases(dataset) : dataset;
    if (scored.validationCases().isEmpty()) {
      throw new UserException(
          "--split %s: the dataset %s has no %s cases; list some in a split file and name it with --set data.split=FILE, or use --split %s."
              .formatted(
                  split.label(),
                  name,
                  split.cases(),
                  split == EvaluationSplit.TEST ? "val" : "test"));
    }
    return scored;
  }

  /**
   * Scores every case.
   *
   * @param engine holds no variables yet, or those of this network from another checkpoint
   * @param checkpoint of that network
   * @param settings the rules and options of the evaluation
   * @param observer told of every case
   * @throws dev.icl.core.error.UserException if the checkpoint is of another network, or a scan
   *     cannot be read
   */
  public Result run(
      Engine engine, Checkpoint checkpoint, EvaluationSettings settings, CaseObserver observer) {
    Scoring scoring = settings.scoring();
    long start = System.nanoTime();
    SegmentationNetwork kept = Kept.network(network, checkpoint.info().facts());
    load(engine, checkpoint, kept);
    List<CaseScore> cases = new ArrayList<>();
    SeenScans seen = new SeenScans(checkpoint.info(), config.data().name(), dataset);
    Selection selection = Selection.of(checkpoint.info(), seen);
    requireHonest(seen, selection, settings);
    Judgement judgement = new Judgement(kept, selection, settings, cases, observer);
    double metricsSeconds = score(engine, judgement);
    double seconds = (System.nanoTime() - start) * 1e-9;
    List<String> classes = dataset.classNames().subList(1, dataset.classes());
    return new Result(
        classes,
        cases,
        new EvaluationSummary(
            engine.info().name(),
            engine.info().device().toString(),
            checkpoint.info().method(),
            checkpoint.info().iteration(),
            seconds,
            metricsSeconds,
            cases.stream().mapToInt(CaseScore::slices).sum() / seconds,
            PeakMemory.mebibytes(),
            settings.protocol().label(),
            split.label(),
            selection.summary(cases.size()),
            seen.comparedBy(),
            Applied.of(settings.inference()),
            EvaluationSummary.name(scoring.emptyMasks()),
            scoring.toleranceMm(),
            (int) cases.stream().map(CaseScore::patient).distinct().count(),
            cases.size(),
            EvaluationSummary.overlap(cases, Metric.DICE),
            EvaluationSummary.overlap(cases, Metric.JACCARD),
            Distances.of(cases, Metric.HD95_VOXEL),
            Distances.of(cases, Metric.ASD_VOXEL),
            EvaluationSummary.metrics(
                classes, cases, RandomKey.of(config.seed()).child("bootstrap")),
            parameters(checkpoint.info())));
  }

  private static void load(Engine engine, Checkpoint checkpoint, SegmentationNetwork kept) {
    if (engine.variables().specs().isEmpty()) {
      checkpoint.createIn(engine.variables(), kept.variables());
    } else {
      checkpoint.writeTo(engine.variables(), kept.variables());
    }
  }

  /** The scoring of every case and the destination of its scores. */
  private record Judgement(
      SegmentationNetwork network,
      Selection selection,
      EvaluationSettings settings,
      List<CaseScore> cases,
      CaseObserver observer) {}

  /** Returns the seconds that scoring took. */
  private double score(Engine engine, Judgement judgement) {
    EvaluationSettings settings = judgement.settings();
    Scoring scoring = settings.scoring();
    CaseScorer scorer = new CaseScorer(scoring.emptyMasks(), scoring.toleranceMm());
    AtomicLong nanoseconds = new AtomicLong();
    try (VolumeSegmenter segmenter =
        new VolumeSegmenter(
            engine, judgement.network(), config.train().patch(), settings.inference())) {
      new SegmentedCases(dataset, segmenter)
          .forEach(
              (sample, onSample, prediction, reference) -> {
                judgement.selection().count(sample);
                long start = System.nanoTime();
                List<ClassScores> scores =
                    scorer.score(
                        prediction, reference, dataset.classes(), sample.originalSpacing());
                nanoseconds.addAndGet(System.nanoTime() - start);
                CaseScore score =
                    new CaseScore(sample.name(), sample.patient(), sample.size(0), scores);
                judgement.cases().add(score);
                judgement.observer().scored(sample, onSample, score);
              });
    }
    return nanoseconds.get() * 1e-9;
  }

  /** Before anything is scored or drawn. */
  private void requireHonest(SeenScans seen, Selection selection, EvaluationSettings settings) {
    seen.inTraining().values().stream().findFirst().ifPresent(seen::refuseTrained);
    if (split == EvaluationSplit.TEST && !settings.allowSelectionOnTest()) {
      seen.inSelection().values().stream()
          .filter(scan -> selection.isOn(scan.name()))
          .findFirst()
          .ifPresent(seen::refuseSelecting);
    }
  }

  private Map<String, Long> parameters(CheckpointInfo info) {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("backbone", CostModel.parameters(network.variables()));
    info.facts().get(TrainingFacts.PARAMETERS).ifPresent(n -> counts.put("training", n));
    return counts;
  }

  /** The cases that are scored. */
  public EvaluationSplit split() {
    return split;
  }

  /** Names of the classes, the background first. */
  public List<String> classNames() {
    return dataset.classNames();
  }

  /** An observer of every case of an evaluation. */
  @FunctionalInterface
  public interface CaseObserver {
    /** Does nothing. */
    CaseObserver NONE = (sample, prediction, score) -> {};

    /**
     * A case was scored.
     *
     * @param sample as the network saw it, with its label map
     * @param prediction for that sample, unsigned bytes in its order
     * @param score on the grid of the case's file
     */
    void scored(Sample sample, byte[] prediction, CaseScore score);
  }

  /**
   * The result of an evaluation.
   *
   * @param classes names of the foreground classes
   * @param cases every case
   * @param summary over the cases
   */
  public record Result(List<String> classes, List<CaseScore> cases, EvaluationSummary summary) {
    /** A row a case and class, for {@code cases.csv}. */
    public List<CaseRow> rows() {
      List<CaseRow> rows = new ArrayList<>();
      for (CaseScore score : cases) {
        for (int c = 0; c < classes.size(); c++) {
          rows.add(
              new CaseRow(
                  score.name(),
                  Optional.of(score.patient()),
                  classes.get(c),
                  score.classes().get(c)));
        }
      }
      return rows;
    }
  }
}

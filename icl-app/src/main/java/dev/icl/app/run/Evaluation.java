package dev.icl.app.run;

import dev.icl.app.config.RunConfig;
import dev.icl.app.config.RunConfigWriter;
import dev.icl.app.predict.AppliedNetwork;
import dev.icl.app.results.CaseRow;
import dev.icl.app.run.EvaluationSummary.Applied;
import dev.icl.app.share.ItemOutcome;
import dev.icl.app.share.SharedWork;
import dev.icl.app.share.WorkItem;
import dev.icl.core.checkpoint.Checkpoint;
import dev.icl.core.checkpoint.CheckpointInfo;
import dev.icl.core.engine.Engine;
import dev.icl.core.engine.EngineInfo;
import dev.icl.core.error.UserException;
import dev.icl.core.random.RandomKey;
import dev.icl.data.Datasets;
import dev.icl.data.model.Dataset;
import dev.icl.data.model.Fingerprint;
import dev.icl.data.sample.Sample;
import dev.icl.modules.train.TrainingFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The backbone of a checkpoint, or those of several, and the scans to score it on. */
public final class Evaluation {
  private final RunConfig config;
  private final Dataset dataset;
  private final EvaluationSplit split;

  private Evaluation(RunConfig config, Dataset dataset, EvaluationSplit split) {
    this.config = config;
    this.dataset = dataset;
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
    ScoredNetwork.backbone(config, dataset);
    return new Evaluation(config, dataset, split);
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

  /** The number of cases to score. */
  public int cases() {
    return dataset.validationCases().size();
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
    return run(List.of(new ScoredNetwork(engine, checkpoint, config)), settings, observer);
  }

  /**
   * Scores every case with the mean of the probabilities of several networks.
   *
   * @param networks at least one, all of the same classes and channels, each on an engine of its
   *     own
   * @param settings the rules and options of the evaluation
   * @param observer told of every case
   * @throws dev.icl.core.error.UserException as above, also if any of the networks has seen a case
   */
  public Result run(
      List<ScoredNetwork> networks, EvaluationSettings settings, CaseObserver observer) {
    long start = System.nanoTime();
    List<AppliedNetwork> applied = load(networks);
    SeenByAny seen = seen(networks, settings);
    List<CaseRecord> records = new ArrayList<>();
    try (JudgedCases judged = new JudgedCases(dataset, applied, settings, observer)) {
      for (int place = 0; place < cases(); place++) {
        records.add(judged.at(place));
      }
    }
    return result(networks, seen, settings, records, (System.nanoTime() - start) * 1e-9);
  }

  /**
   * Does one process's share of an evaluation whose cases several processes score.
   *
   * @param networks as above
   * @param settings the rules and options of the evaluation
   * @param observer told of the cases of this process
   * @param work divides the cases among the processes
   * @throws dev.icl.core.error.UserException as above, but not for a scan that cannot be read,
   *     which is an outcome
   */
  public SharedEvaluation runShared(
      List<ScoredNetwork> networks,
      EvaluationSettings settings,
      CaseObserver observer,
      SharedWork<CaseRecord> work) {
    List<AppliedNetwork> applied = load(networks);
    SeenByAny seen = seen(networks, settings);
    List<String> names = dataset.validationCases();
    List<Long> sizes = dataset.validationBytes();
    List<WorkItem> items = new ArrayList<>();
    Map<String, Integer> places = new HashMap<>();
    for (int place = 0; place < names.size(); place++) {
      items.add(new WorkItem(names.get(place), sizes.isEmpty() ? 1 : sizes.get(place)));
      places.put(names.get(place), place);
    }
    List<ItemOutcome<CaseRecord>> outcomes;
    try (JudgedCases judged = new JudgedCases(dataset, applied, settings, observer)) {
      outcomes =
          work.run(items, item -> judged.at(Objects.requireNonNull(places.get(item.name()))));
    }
    List<CaseRecord> records =
        outcomes.stream()
            .flatMap(outcome -> Optional.ofNullable(outcome.result()).stream())
            .toList();
    double seconds = records.stream().mapToDouble(CaseRecord::seconds).sum();
    return new SharedEvaluation(
        outcomes,
        items.size(),
        records.size() == items.size()
            ? Optional.of(result(networks, seen, settings, records, seconds))
            : Optional.empty());
  }

  /**
   * A fingerprint of all that decides the scores but the networks' weights: processes with the same
   * one may share the cases.
   *
   * @param checkpoints of the networks
   * @param settings the rules and options of the evaluation
   * @return SHA-256 in hexadecimal
   */
  public String fingerprint(List<Checkpoint> checkpoints, EvaluationSettings settings) {
    return Fingerprint.of(
        String.join(
            "\n",
            RunConfigWriter.toYaml(config),
            checkpoints.stream().map(each -> each.info().toString()).toList().toString(),
            settings.toString(),
            split.label(),
            dataset.fingerprintWithTests()));
  }

  private List<AppliedNetwork> load(List<ScoredNetwork> networks) {
    return networks.stream().map(network -> network.load(dataset)).toList();
  }

  /** The scans that were seen, none of which a network has learned from. */
  private SeenByAny seen(List<ScoredNetwork> networks, EvaluationSettings settings) {
    SeenByAny seen = SeenByAny.of(networks, config.data().name(), dataset);
    seen.requireHonest(split, settings.allowSelectionOnTest());
    return seen;
  }

  private Result result(
      List<ScoredNetwork> networks,
      SeenByAny seen,
      EvaluationSettings settings,
      List<CaseRecord> records,
      double seconds) {
    List<CaseScore> cases = records.stream().map(CaseRecord::score).toList();
    List<String> classes = dataset.classNames().subList(1, dataset.classes());
    EngineInfo engine = networks.get(0).engine().info();
    CheckpointInfo info = networks.get(0).checkpoint().info();
    EvaluationFacts facts =
        new EvaluationFacts(
            engine.name(),
            engine.device().toString(),
            info.method(),
            info.iteration(),
            networks.size(),
            seconds,
            records.stream().mapToDouble(CaseRecord::metricsSeconds).sum(),
            records.stream().mapToLong(CaseRecord::peakRssMb).max().orElse(0),
            settings.protocol().label(),
            split.label(),
            seen.selection().summary(cases),
            seen.comparedBy(),
            Applied.of(settings.inference()),
            EvaluationSummary.name(settings.scoring().emptyMasks()),
            settings.scoring().toleranceMm(),
            parameters(networks));
    return new Result(classes, cases, EvaluationSummary.of(facts, classes, cases, key(config)));
  }

  /** Decides the resamples of intervals. */
  private static RandomKey key(RunConfig config) {
    return RandomKey.of(config.seed()).child("bootstrap");
  }

  /** Sums over the networks. */
  private Map<String, Long> parameters(List<ScoredNetwork> networks) {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("backbone", networks.stream().mapToLong(n -> n.parameters(dataset)).sum());
    List<Long> training =
        networks.stream()
            .flatMap(n -> n.checkpoint().info().facts().get(TrainingFacts.PARAMETERS).stream())
            .toList();
    if (training.size() == networks.size()) {
      counts.put("training", training.stream().mapToLong(n -> n).sum());
    }
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

  /** Names of the channels of a scan; empty where a channel has no name. */
  public List<String> channelNames() {
    return dataset.channelNames();
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
    /**
     * The results of several folds as one: every case scored by the network of its own fold.
     *
     * @param folds at least one, all of the same classes
     * @param config of one of them
     */
    public static Result together(List<Result> folds, RunConfig config) {
      List<CaseScore> all = folds.stream().flatMap(fold -> fold.cases().stream()).toList();
      List<String> classes = folds.get(0).classes();
      EvaluationFacts facts =
          EvaluationFacts.together(folds.stream().map(Result::summary).toList());
      return new Result(classes, all, EvaluationSummary.of(facts, classes, all, key(config)));
    }

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
                  score.classes().get(c),
                  score.references().isEmpty()
                      ? Optional.empty()
                      : Optional.of(score.references().get(c))));
        }
      }
      return rows;
    }
  }
}

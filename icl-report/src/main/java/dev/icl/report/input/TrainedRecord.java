package dev.icl.report.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.icl.app.config.ConfigTree;
import dev.icl.app.config.Doors;
import dev.icl.app.config.LeftToNetwork;
import dev.icl.app.config.RunConfig;
import dev.icl.app.config.RunConfigReader;
import dev.icl.app.config.RunConfigWriter;
import dev.icl.app.results.CaseRow;
import dev.icl.app.results.RecordedSettings;
import dev.icl.app.results.ScoredSummary;
import dev.icl.app.results.TrainedSummary;
import dev.icl.app.run.RunFolder;
import dev.icl.core.checkpoint.Provenance;
import dev.icl.core.error.UserException;
import dev.icl.core.json.Json;
import dev.icl.core.settings.NamedSettings;
import dev.icl.core.settings.Records;
import dev.icl.data.catalog.Patients;
import dev.icl.data.metrics.Metric;
import dev.icl.data.metrics.ScoreSummary;
import dev.icl.modules.method.Supervised;
import dev.icl.modules.method.SupervisedSettings;
import dev.icl.modules.train.TrainingFacts;
import dev.icl.report.analysis.Source;
import dev.icl.report.curves.Curve;
import dev.icl.report.input.TrainedFolder.Evaluated;
import dev.icl.report.record.BenchRecord;
import dev.icl.report.record.Cell;
import dev.icl.report.record.Cell.Kind;
import dev.icl.report.record.Cell.Status;
import dev.icl.report.record.CellKey;
import dev.icl.report.record.Machine;
import dev.icl.report.record.Scored;
import dev.icl.report.record.Scored.Network;
import dev.icl.report.record.Scored.SelectedOn;
import dev.icl.report.record.TrainingOutcome;
import dev.icl.report.record.TrainingOutcome.Best;
import dev.icl.report.record.TrainingOutcome.CaseScores;
import dev.icl.report.record.TrainingOutcome.Overlay;
import dev.icl.report.record.TrainingOutcome.Overlays;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A training that was started by hand, as the cell of a benchmark. */
final class TrainedRecord {
  private static final String UNKNOWN = "not recorded";
  private static final String USUAL_MASKS = "strict";

  private static final List<String> OF_BASELINES =
      Records.entries(SupervisedSettings.defaults()).stream().map(Records.Entry::key).toList();

  private final TrainedFolder folder;
  private final RecordedSettings settings;

  private TrainedRecord(TrainedFolder folder) {
    this.folder = folder;
    this.settings = folder.settings();
  }

  /** A record of one cell. */
  static Source of(TrainedFolder folder) {
    return new TrainedRecord(folder).source();
  }

  private Source source() {
    Machine machine = machine();
    BenchRecord record =
        new BenchRecord(
            BenchRecord.FORMAT,
            written(),
            folder.path().toString(),
            config(),
            List.of(machine),
            List.of(cell(machine)),
            List.of());
    return new Source(folder.path(), record, comparable());
  }

  private Cell cell(Machine machine) {
    String name = folder.path().toAbsolutePath().normalize().getFileName().toString();
    boolean done = folder.isFinished();
    int at = folder.log().steps().get(folder.log().steps().size() - 1).iteration();
    return new Cell(
        name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "-"),
        Kind.TRAIN,
        machine.id(),
        key(),
        done ? Status.DONE : Status.FAILED,
        done
            ? null
            : "The training has not finished: it is at iteration %d of %d."
                .formatted(at, folder.iterations()),
        written(),
        folder.summary().map(TrainedSummary::seconds).orElse(0.0),
        List.of(),
        folder.summary().map(this::training).orElse(null),
        null);
  }

  private CellKey key() {
    return new CellKey(
        told(TrainedSummary::engine, settings.engine()),
        told(
            TrainedSummary::device, folder.told(Provenance.DEVICE).orElse(text(settings.device()))),
        told(TrainedSummary::method, settings.method().name()),
        methodRevision(),
        variant(),
        text(settings.network().name()),
        Objects.requireNonNullElse(settings.data().labeled(), 0),
        Objects.requireNonNullElse(settings.data().labelDraw(), 0),
        Objects.requireNonNullElse(settings.seed(), 0L),
        null);
  }

  /** The content of the summary, or else something that was known before there was one. */
  private String told(Function<TrainedSummary, String> fact, @Nullable String before) {
    return folder.summary().map(fact).orElse(text(before));
  }

  private static String text(@Nullable String value) {
    return Objects.requireNonNullElse(value, UNKNOWN);
  }

  /**
   * The method's revision; 1 where neither the summary nor a checkpoint tells, as before there were
   * revisions.
   */
  private int methodRevision() {
    return folder
        .summary()
        .map(TrainedSummary::methodRevision)
        .orElse(folder.told(TrainingFacts.METHOD_REVISION).orElse(1));
  }

  /** The settings of the method that are not the default ones. */
  private String variant() {
    String method = Objects.requireNonNullElse(settings.method().name(), "");
    ObjectNode defaults = defaults(method);
    if (Supervised.isBaseline(method)) {
      // keys of other methods, which may be there for a matrix, mean nothing for it
      defaults.retain(OF_BASELINES);
    }
    List<String> changes = new ArrayList<>();
    addChanges(changes, "", folder.config().path("method"), defaults);
    return String.join(", ", changes);
  }

  private static void addChanges(
      List<String> changes, String prefix, JsonNode settings, JsonNode defaults) {
    for (Map.Entry<String, JsonNode> setting : settings.properties()) {
      JsonNode usual = defaults.path(setting.getKey());
      String key = prefix + setting.getKey();
      if (usual.isObject()) {
        addChanges(changes, key + ".", setting.getValue(), usual);
      } else if (!key.equals("name")
          && !usual.isMissingNode()
          && differ(setting.getValue(), usual)) {
        changes.add(key + "=" + setting.getValue().toString().replace("\"", ""));
      }
    }
  }

  private static boolean differ(JsonNode a, JsonNode b) {
    return a.isNumber() && b.isNumber() ? a.doubleValue() != b.doubleValue() : !a.equals(b);
  }

  /** The configuration without the method's settings, which the variant says. */
  private JsonNode comparable() {
    ObjectNode rest = config();
    rest.remove("method");
    return rest;
  }

  /**
   * The configuration of the training, and under {@code evaluation} what its cases were scored with
   * where that is not the usual: scores by other rules do not go into one mean.
   */
  private ObjectNode config() {
    ObjectNode config = folder.config().deepCopy();
    folder
        .evaluation()
        .map(Evaluated::summary)
        .map(summary -> unusual(summary, config.path("inference")))
        .filter(unusual -> !unusual.isEmpty())
        .ifPresent(unusual -> config.set("evaluation", Json.tree(unusual)));
    return config;
  }

  private static Map<String, Object> unusual(ScoredSummary summary, JsonNode configured) {
    Map<String, Object> unusual = new TreeMap<>();
    String masks = summary.emptyMasks();
    if (masks != null && !masks.equals(USUAL_MASKS)) {
      unusual.put("empty_masks", masks);
    }
    summary
        .inference()
        .forEach(
            (option, value) -> {
              JsonNode usual = configured.path(option);
              if (!usual.isMissingNode() && !usual.equals(Json.tree(value))) {
                unusual.put(option, value);
              }
            });
    return unusual;
  }

  /** The keys of every method, with the defaults of this one for the network of the training. */
  private ObjectNode defaults(String method) {
    Doors doors = Doors.installed();
    RunConfig trained = network();
    RunConfig defaults =
        doors
            .methods()
            .find(method)
            .map(provider -> trained.withMethod(NamedSettings.of(provider)))
            .orElse(trained.withMethod(RunConfig.defaults().method()));
    return ConfigTree.ofWritten(
            RunConfigWriter.toYaml(LeftToNetwork.filled(doors.withEveryKey(defaults))))
        .withObject("/method");
  }

  /** What is known of the network; the usual one where it needs a plugin that is not here. */
  private RunConfig network() {
    try {
      return new RunConfigReader(Map.of(), folder.path())
          .readNetwork(folder.path().toString(), ConfigTree.toYaml(folder.config()), List.of());
    } catch (UserException unknown) {
      return RunConfig.defaults();
    }
  }

  private Machine machine() {
    Map<String, String> versions = new TreeMap<>();
    folder.told(Provenance.ICL_VERSION).ifPresent(version -> versions.put("icl", version));
    folder
        .told(Provenance.ENGINE_VERSION)
        .ifPresent(
            version ->
                folder.told(Provenance.ENGINE).ifPresent(name -> versions.put(name, version)));
    return new Machine(
        "machine",
        folder.told(Provenance.OS).orElse(UNKNOWN),
        "",
        UNKNOWN,
        0,
        0,
        UNKNOWN,
        folder.told(Provenance.JAVA).orElse(UNKNOWN),
        versions);
  }

  private TrainingOutcome training(TrainedSummary summary) {
    return TrainingOutcome.of(
        summary,
        Curve.of(folder.log(), TrainingOutcome.MOST_POINTS),
        folder.classNames(),
        folder.evaluation().map(this::cases).orElse(List.of()),
        folder.evaluation().map(found -> scored(summary, found)).orElse(null),
        best(summary),
        folder.evaluation().map(this::overlays).orElse(null));
  }

  private @Nullable Best best(TrainedSummary summary) {
    return folder
        .evaluation()
        .flatMap(reported -> folder.best())
        .map(best -> new Best(scored(summary, best), cases(best)))
        .orElse(null);
  }

  /** As the summary of the evaluation states it. */
  private static Scored scored(TrainedSummary training, Evaluated evaluation) {
    ScoredSummary told = evaluation.summary();
    SelectedOn selectedOn = SelectedOn.of(told.selection().by());
    int iteration = Objects.requireNonNullElse(told.iterations(), training.iterations());
    boolean atTheEnd = iteration == training.iterations();
    return new Scored(
        selectedOn == SelectedOn.VALIDATION
            ? Network.BEST
            : selectedOn == SelectedOn.NONE && atTheEnd ? Network.FINAL : Network.OTHER,
        iteration,
        told.split(),
        selectedOn,
        told.selection().candidates(),
        told.selection().onScoredCases());
  }

  private List<CaseScores> cases(Evaluated evaluation) {
    Patients byName = Patients.of(settings.data().patientPattern(), Patients.FRAMES);
    return evaluation.rows().stream()
        .map(row -> CaseScores.of(row, row.patient().orElseGet(() -> byName.of(row.name()))))
        .toList();
  }

  private @Nullable Overlays overlays(Evaluated evaluation) {
    Map<String, List<Double>> dice = new LinkedHashMap<>();
    for (CaseRow row : evaluation.rows()) {
      dice.computeIfAbsent(row.name(), name -> new ArrayList<>())
          .add(row.scores().get(Metric.DICE));
    }
    List<Overlay> ranked =
        dice.entrySet().stream()
            .map(e -> overlay(evaluation, e.getKey(), e.getValue()))
            .filter(o -> o.dice() != null && Files.exists(folder.path().resolve(o.png())))
            .sorted(Comparator.comparing(Overlay::dice).reversed())
            .toList();
    return ranked.isEmpty()
        ? null
        : new Overlays(ranked.get(0), ranked.get(ranked.size() / 2), ranked.get(ranked.size() - 1));
  }

  private Overlay overlay(Evaluated evaluation, String name, List<Double> dice) {
    double mean =
        ScoreSummary.meanOfCounted(dice.stream().mapToDouble(Double::doubleValue).toArray());
    Path png = folder.path().relativize(evaluation.overlay(name));
    return new Overlay(name, mean, png.toString().replace('\\', '/'));
  }

  private Instant written() {
    RunFolder files = new RunFolder(folder.path());
    Path last = folder.isFinished() ? files.summary() : files.metrics();
    try {
      return Files.getLastModifiedTime(last).toInstant();
    } catch (IOException e) {
      throw new UserException(last + " cannot be read; check its permissions.", e);
    }
  }
}

package dev.icl.report.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.icl.app.checkpoint.DataFacts;
import dev.icl.app.config.ConfigTree;
import dev.icl.app.config.Doors;
import dev.icl.app.config.LeftToNetwork;
import dev.icl.app.config.RunConfig;
import dev.icl.app.config.RunConfigReader;
import dev.icl.app.config.RunConfigWriter;
import dev.icl.app.results.RecordedSettings;
import dev.icl.app.results.TrainedSummary;
import dev.icl.app.run.RunFolder;
import dev.icl.core.checkpoint.Provenance;
import dev.icl.core.error.UserException;
import dev.icl.core.json.Json;
import dev.icl.core.settings.NamedSettings;
import dev.icl.core.settings.Records;
import dev.icl.modules.method.Supervised;
import dev.icl.modules.method.SupervisedSettings;
import dev.icl.modules.train.TrainingFacts;
import dev.icl.report.analysis.Circumstances;
import dev.icl.report.analysis.Source;
import dev.icl.report.curves.Curve;
import dev.icl.report.record.BenchRecord;
import dev.icl.report.record.Cell;
import dev.icl.report.record.Cell.Kind;
import dev.icl.report.record.Cell.Status;
import dev.icl.report.record.CellKey;
import dev.icl.report.record.Machine;
import dev.icl.report.record.TrainingOutcome;
import dev.icl.report.record.TrainingOutcome.Best;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A training that was started by hand, as the cell of a benchmark. */
final class TrainedRecord {
  private static final String UNKNOWN = "not recorded";

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
    return new Source(folder.path(), record, comparable(), circumstances());
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

  /** The scans it was trained on and scored on; what the folder does not tell is left out. */
  private Circumstances circumstances() {
    return Circumstances.of(
        key(),
        folder.told(DataFacts.FINGERPRINT).orElse(null),
        folder.evaluation().map(found -> found.summary().split()).orElse(null),
        scored().flatMap(ScoredCases::references).orElse(null));
  }

  /**
   * The configuration of the training, and under {@code evaluation} what its cases were scored with
   * where that is not the usual: scores by other rules, or of several networks together, do not go
   * into one mean.
   */
  private ObjectNode config() {
    ObjectNode config = folder.config().deepCopy();
    scored()
        .map(scored -> scored.unusual(config.path("inference")))
        .filter(unusual -> !unusual.isEmpty())
        .ifPresent(unusual -> config.set("evaluation", Json.tree(unusual)));
    return config;
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
    Optional<ScoredCases> scored = scored();
    String pattern = settings.data().patientPattern();
    return TrainingOutcome.of(
        summary,
        Curve.of(folder.log(), TrainingOutcome.MOST_POINTS),
        folder.classNames(),
        scored.map(found -> found.cases(pattern)).orElse(List.of()),
        scored.map(found -> found.scored(summary.iterations())).orElse(null),
        best(summary),
        scored.flatMap(ScoredCases::overlays).orElse(null));
  }

  private @Nullable Best best(TrainedSummary summary) {
    return folder
        .evaluation()
        .flatMap(reported -> folder.best())
        .map(best -> new ScoredCases(folder.path(), best))
        .map(
            best ->
                new Best(
                    best.scored(summary.iterations()),
                    best.cases(settings.data().patientPattern())))
        .orElse(null);
  }

  private Optional<ScoredCases> scored() {
    return folder.evaluation().map(found -> new ScoredCases(folder.path(), found));
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

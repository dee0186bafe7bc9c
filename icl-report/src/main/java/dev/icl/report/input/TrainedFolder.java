package dev.icl.report.input;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.icl.app.checkpoint.DataFacts;
import dev.icl.app.config.ConfigTree;
import dev.icl.app.results.CaseRow;
import dev.icl.app.results.CasesCsv;
import dev.icl.app.results.EvaluationsIn;
import dev.icl.app.results.RecordedSettings;
import dev.icl.app.results.ScoredSummary;
import dev.icl.app.results.TrainedSummary;
import dev.icl.app.run.RunFolder;
import dev.icl.core.checkpoint.FactKey;
import dev.icl.core.checkpoint.Facts;
import dev.icl.core.checkpoint.SafetensorsFile;
import dev.icl.core.error.UserException;
import dev.icl.core.io.TextFile;
import dev.icl.core.json.Json;
import dev.icl.modules.train.TrainingFacts;
import dev.icl.report.analysis.Source;
import dev.icl.report.curves.TrainingLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The files of a training.
 *
 * @param path the folder
 * @param config the resolved configuration, to be shown and compared
 * @param settings what is in it
 * @param log every step
 * @param summary its outcome; empty while it has not finished
 * @param facts the facts of its checkpoints; none where there is none
 * @param evaluation the scores of cases that count, where they were made
 * @param best those of the best network in addition, where they were made
 */
public record TrainedFolder(
    Path path,
    ObjectNode config,
    RecordedSettings settings,
    TrainingLog log,
    Optional<TrainedSummary> summary,
    Facts facts,
    Optional<Evaluated> evaluation,
    Optional<Evaluated> best) {
  private static final String CASES = "cases.csv";
  private static final String MEND = "repeat the training, or leave its folder out";
  private static final String MEND_SCORES = "write it anew with icl evaluate, or remove it";

  /**
   * A folder that {@code icl evaluate --out} wrote inside of the training's.
   *
   * @param path the folder
   * @param rows of {@code cases.csv}
   * @param summary of it; one that tells nothing where there is none
   */
  public record Evaluated(Path path, List<CaseRow> rows, ScoredSummary summary) {
    /** Copies the list. */
    public Evaluated {
      rows = List.copyOf(rows);
    }

    /** The picture of a case. */
    public Path overlay(String name) {
      return path.resolve("overlays").resolve(name + ".png");
    }
  }

  /** Whether a folder is one of a training, as far as the names of its files tell. */
  public static boolean isOne(Path path) {
    RunFolder folder = new RunFolder(path);
    return Files.isRegularFile(folder.config()) && Files.isRegularFile(folder.metrics());
  }

  /**
   * Reads a folder; only the header of one checkpoint is looked at.
   *
   * @throws UserException if a file cannot be read, or there are several evaluations and none is
   *     named {@code evaluation}
   */
  public static TrainedFolder read(Path path) {
    RunFolder folder = new RunFolder(path);
    ObjectNode config = config(folder.config());
    RecordedSettings settings = settings(folder.config(), config);
    return new TrainedFolder(
        path,
        config,
        settings,
        TrainingLog.read(path),
        Optional.of(folder.summary())
            .filter(Files::isRegularFile)
            .map(file -> TrainedSummary.read(file, MEND))
            .filter(summary -> isOfTheEnd(summary, folder, settings.train().iterations())),
        facts(folder),
        EvaluationsIn.of(path).map(TrainedFolder::evaluated),
        Optional.of(folder.bestEvaluation())
            .filter(p -> Files.isRegularFile(p.resolve(CASES)))
            .map(TrainedFolder::evaluated));
  }

  /** The same as the cell of a benchmark. */
  public Source source() {
    return TrainedRecord.of(this);
  }

  /**
   * The pictures that the training drew of some validation cases, as paths in its folder.
   *
   * @throws UserException if their folder cannot be read
   */
  public List<String> pictures() {
    Path pictures = new RunFolder(path).pictures();
    if (!Files.isDirectory(pictures)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(pictures)) {
      return files
          .map(file -> path.relativize(file).toString().replace('\\', '/'))
          .filter(name -> name.endsWith(".png"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UserException(pictures + " cannot be read; check its permissions.", e);
    }
  }

  /** Whether it came to its end. */
  public boolean isFinished() {
    return summary.isPresent();
  }

  /**
   * The validations with a score among which the best network was chosen, iterations ascending:
   * those behind the pre-training of a method that has one.
   */
  public List<TrainingLog.Step> candidates() {
    int pretraining = told(TrainingFacts.PRETRAINING).orElse(0);
    List<TrainingLog.Step> scored =
        log.validated().stream()
            .filter(step -> Double.isFinite(step.validation().orElseThrow().dice()))
            .filter(step -> step.iteration() > pretraining)
            .toList();
    int first = scored.size() - summary.map(TrainedSummary::validations).orElse(scored.size());
    return scored.subList(Math.max(0, first), scored.size());
  }

  /** The number of steps it is to make. */
  public int iterations() {
    return settings.train().iterations();
  }

  /** The names of the foreground classes. */
  public List<String> classNames() {
    List<String> told = told(DataFacts.CLASS_NAMES).orElse(List.of());
    if (told.size() > 1) {
      return told.subList(1, told.size());
    }
    List<String> scored =
        evaluation.stream().flatMap(e -> e.rows().stream()).map(CaseRow::label).distinct().toList();
    return scored.isEmpty() ? numbered() : scored;
  }

  /** A fact of its checkpoints; empty where none tells it, or it is damaged. */
  <T> Optional<T> told(FactKey<T> fact) {
    try {
      return facts.get(fact);
    } catch (UserException damaged) {
      return Optional.empty(); // a report does without
    }
  }

  private List<String> numbered() {
    int classes =
        log.validated().stream()
            .flatMap(step -> step.validation().stream())
            .mapToInt(v -> v.perClass().size())
            .max()
            .orElse(0);
    return IntStream.rangeClosed(1, classes).mapToObj(c -> "class " + c).toList();
  }

  /** A training that goes on beyond an earlier end may still have the summary of that. */
  private static boolean isOfTheEnd(TrainedSummary summary, RunFolder folder, int iterations) {
    boolean known = summary.iterations() > 0 && iterations > 0;
    return !known || folder.isTold(iterations);
  }

  private static ObjectNode config(Path file) {
    try {
      return ConfigTree.ofFile(TextFile.read(file));
    } catch (JsonProcessingException e) {
      throw damaged(file, e);
    } catch (IOException e) {
      throw new UserException(file + " cannot be read as text; " + MEND + ".", e);
    }
  }

  private static RecordedSettings settings(Path file, ObjectNode config) {
    try {
      return RecordedSettings.of(config);
    } catch (JsonProcessingException e) {
      throw damaged(file, e);
    }
  }

  private static UserException damaged(Path file, JsonProcessingException e) {
    return new UserException(
        "%s is damaged or cannot be read (%s); %s.".formatted(file, Json.reason(e), MEND), e);
  }

  private static Facts facts(RunFolder folder) {
    for (String name : List.of("final", "best", "last", "last-1")) {
      Path file = folder.checkpoints().resolve(name + ".safetensors");
      if (Files.isRegularFile(file)) {
        try (SafetensorsFile checkpoint = SafetensorsFile.open(file)) {
          return Facts.in(file, checkpoint.metadata());
        } catch (UserException damaged) {
          continue; // another one may tell, and a report does without
        }
      }
    }
    return Facts.NONE;
  }

  private static Evaluated evaluated(Path path) {
    return new Evaluated(
        path, CasesCsv.read(path.resolve(CASES)), ScoredSummary.in(path, MEND_SCORES));
  }
}

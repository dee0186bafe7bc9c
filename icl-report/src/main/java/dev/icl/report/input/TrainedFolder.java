package dev.icl.report.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.icl.app.checkpoint.DataFacts;
import dev.icl.app.results.CaseRow;
import dev.icl.app.results.CasesCsv;
import dev.icl.app.run.RunFolder;
import dev.icl.core.checkpoint.FactKey;
import dev.icl.core.checkpoint.Facts;
import dev.icl.core.checkpoint.SafetensorsFile;
import dev.icl.core.error.UserException;
import dev.icl.core.io.TextFile;
import dev.icl.report.curves.TrainingLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The files of a training.
 *
 * @param path the folder
 * @param config the resolved configuration
 * @param log every step
 * @param summary its outcome; missing while it has not finished
 * @param facts the facts of its checkpoints; none where there is none
 * @param evaluation the scores of cases that count, where they were made
 * @param best those of the best network in addition, where they were made
 */
public record TrainedFolder(
    Path path,
    JsonNode config,
    TrainingLog log,
    JsonNode summary,
    Facts facts,
    Optional<Evaluated> evaluation,
    Optional<Evaluated> best) {
  private static final String CASES = "cases.csv";

  /**
   * A folder that {@code icl evaluate --out} wrote inside of the training's.
   *
   * @param path the folder
   * @param rows of {@code cases.csv}
   * @param summary of it; missing where there is none
   */
  public record Evaluated(Path path, List<CaseRow> rows, JsonNode summary) {
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
    return new TrainedFolder(
        path,
        tree(new YAMLMapper(), folder.config()),
        TrainingLog.read(path),
        summary(folder.summary()),
        facts(folder),
        evaluation(folder),
        Optional.of(folder.bestEvaluation())
            .filter(p -> Files.isRegularFile(p.resolve(CASES)))
            .map(TrainedFolder::evaluated));
  }

  /** Whether it came to its end. */
  public boolean isFinished() {
    return summary.isObject();
  }

  /** The number of steps it is to make. */
  public int iterations() {
    return config.path("train").path("iterations").asInt();
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

  private static JsonNode tree(ObjectMapper mapper, Path file) {
    try {
      JsonNode tree = mapper.readTree(TextFile.read(file));
      if (tree.isObject()) {
        return tree;
      }
      throw new UserException(file + " is not what icl train writes; repeat the training.");
    } catch (IOException e) {
      throw new UserException(
          file + " is damaged or cannot be read; repeat the training, or leave its folder out.", e);
    }
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

  private static JsonNode summary(Path file) {
    return Files.isRegularFile(file) ? tree(new JsonMapper(), file) : MissingNode.getInstance();
  }

  private static Evaluated evaluated(Path path) {
    return new Evaluated(
        path, CasesCsv.read(path.resolve(CASES)), summary(path.resolve("summary.json")));
  }

  private static Optional<Evaluated> evaluation(RunFolder folder) {
    Path path = folder.path();
    List<Path> found = new ArrayList<>();
    try (Stream<Path> children = Files.list(path)) {
      children
          .filter(child -> Files.isRegularFile(child.resolve(CASES)))
          .sorted()
          .forEach(found::add);
    } catch (IOException e) {
      throw new UserException(path + " cannot be read; check its permissions.", e);
    }
    Path usual = folder.evaluation();
    found.remove(folder.bestEvaluation());
    if (found.contains(usual)) {
      found = List.of(usual);
    }
    if (found.size() > 1) {
      throw new UserException(
          "%s holds several evaluations, %s and %s; name the one that counts %s."
              .formatted(
                  path,
                  found.get(0).getFileName(),
                  found.get(1).getFileName(),
                  usual.getFileName()));
    }
    return found.stream().findFirst().map(TrainedFolder::evaluated);
  }
}

package dev.icl.app.results;

import dev.icl.core.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The evaluation that is meant where the folder of a training is named. */
public final class EvaluationsIn {
  /** The file that every evaluation has. */
  private static final String CASES = "cases.csv";

  /** The file that every training has. */
  private static final String METRICS = "metrics.jsonl";

  /** The folder in which a benchmark, or a report of trainings, has the scores that count. */
  public static final String USUAL = "evaluation";

  /** The folder of the best network's scores, next to those. */
  public static final String BEST = "evaluation-best";

  private EvaluationsIn() {}

  /** Whether a folder itself holds an evaluation. */
  public static boolean isOne(Path folder) {
    return Files.isRegularFile(folder.resolve(CASES));
  }

  /**
   * The folder of the scores that count, one level below a training's: the one named {@code
   * evaluation}, or the only one.
   *
   * @param training its folder
   * @return empty if there is none
   * @throws UserException if there are several and none is named {@code evaluation}, or the folder
   *     cannot be read
   */
  public static Optional<Path> of(Path training) {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> children = Files.list(training)) {
      children
          .filter(child -> Files.isRegularFile(child.resolve(CASES)))
          .sorted()
          .forEach(found::add);
    } catch (IOException e) {
      throw new UserException(training + " cannot be read; check its permissions.", e);
    }
    Path usual = training.resolve(USUAL);
    if (found.contains(usual)) {
      return Optional.of(usual);
    }
    found.remove(training.resolve(BEST));
    if (found.size() > 1) {
      throw new UserException(
          "%s holds several evaluations, %s and %s; name the one that counts %s."
              .formatted(training, found.get(0).getFileName(), found.get(1).getFileName(), USUAL));
    }
    return found.stream().findFirst();
  }

  /**
   * The folder with the scores: the named one itself, or that of the training which is named.
   *
   * @param named by the user
   * @throws UserException if there is no such folder, or it holds no evaluation
   */
  static Path named(Path named) {
    if (!Files.isDirectory(named)) {
      throw new UserException(
          named
              + (Files.exists(named) ? " is a file" : " does not exist")
              + "; name a folder that icl evaluate --out wrote, or a training's folder that holds one.");
    }
    if (Files.isRegularFile(named.resolve(CASES))) {
      return named;
    }
    if (!Files.isRegularFile(named.resolve(METRICS))) {
      throw new UserException(
          named
              + " holds no cases.csv; name a folder that icl evaluate --out wrote, or a training's folder that holds one.");
    }
    return of(named)
        .orElseThrow(
            () ->
                new UserException(
                    "%s was not evaluated yet; write its scores with icl evaluate --checkpoint %s --out %s."
                        .formatted(named, named, named.resolve(USUAL))));
  }
}

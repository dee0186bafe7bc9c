package dev.icl.report.viewer;

import dev.icl.app.run.EvaluationFolder;
import dev.icl.app.run.RunFolder;
import dev.icl.core.error.UserException;
import dev.icl.report.analysis.Accuracy;
import dev.icl.report.analysis.Analysis;
import dev.icl.report.analysis.Evidence;
import dev.icl.report.analysis.Labels;
import dev.icl.report.analysis.Run;
import dev.icl.report.input.Inputs;
import dev.icl.report.input.TrainedFolder;
import dev.icl.report.record.TrainingOutcome.Overlays;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The evaluations in folders of results. */
public final class ResultLayers {
  private static final String OVERLAYS = "/overlays/";

  private ResultLayers() {}

  /** Whether a path is a folder of a benchmark, a training or an evaluation. */
  public static boolean isResult(Path path) {
    return Inputs.isBenchmark(path)
        || TrainedFolder.isOne(path)
        || isEvaluation(path)
        || isEvaluation(new RunFolder(path).evaluation());
  }

  private static boolean isEvaluation(Path path) {
    return Files.isRegularFile(new EvaluationFolder(path).cases());
  }

  /** Whether a path is a training that nobody has evaluated into its folder. */
  public static boolean lacksEvaluation(Path path) {
    return !Inputs.isBenchmark(path)
        && !isEvaluation(path)
        && !isEvaluation(new RunFolder(path).evaluation())
        && TrainedFolder.isOne(path)
        && TrainedFolder.read(path).evaluation().isEmpty();
  }

  /**
   * The evaluations: of a benchmark, that of the first training of every method and engine.
   *
   * @param paths of results
   * @param names told of each that is no benchmark: what its network was trained with
   * @throws UserException if there is none in one of them
   */
  public static List<EvaluationLayer> of(List<Path> paths, Names names) {
    List<EvaluationLayer> layers = new ArrayList<>();
    for (Path path : paths) {
      if (Inputs.isBenchmark(path)) {
        layers.addAll(benchmark(path));
      } else {
        Path evaluation = evaluation(path);
        layers.add(EvaluationLayer.read(names.of(evaluation, path), evaluation));
      }
    }
    return layers;
  }

  private static Path evaluation(Path path) {
    if (isEvaluation(path)) {
      return path;
    }
    Path usual = new RunFolder(path).evaluation();
    if (isEvaluation(usual)) {
      return usual;
    }
    return TrainedFolder.read(path)
        .evaluation()
        .map(TrainedFolder.Evaluated::path)
        .orElseThrow(
            () ->
                new UserException(
                    "%s holds no evaluation; make one with icl evaluate --out %s."
                        .formatted(path, usual)));
  }

  private static List<EvaluationLayer> benchmark(Path path) {
    Analysis analysis = Analysis.of(Evidence.of(Inputs.in(List.of(path)).read()));
    Labels labels = Labels.of(analysis.evidence());
    List<EvaluationLayer> layers = new ArrayList<>();
    for (Accuracy accuracy : analysis.accuracy()) {
      accuracy.runs().stream()
          .flatMap(run -> evaluation(run).stream())
          .findFirst()
          .ifPresent(
              folder -> layers.add(EvaluationLayer.read(labels.full(accuracy.group()), folder)));
    }
    if (layers.isEmpty()) {
      throw new UserException(
          path + " holds no evaluation with label maps; repeat the benchmark with icl bench.");
    }
    return layers;
  }

  /** The pictures of a training are in the folder of its evaluation. */
  private static Optional<Path> evaluation(Run run) {
    Overlays overlays = run.training().overlays();
    if (overlays == null) {
      return Optional.empty();
    }
    String picture = overlays.best().png();
    int end = picture.indexOf(OVERLAYS);
    return Optional.of(end)
        .filter(e -> e > 0)
        .map(e -> run.folder().resolve(picture.substring(0, e)))
        .filter(folder -> Files.isDirectory(folder.resolve("labels")));
  }

  /** Names evaluations. */
  @FunctionalInterface
  public interface Names {
    /**
     * The name of an evaluation.
     *
     * @param evaluation its folder
     * @param named the folder that the user named, which it is in
     */
    String of(Path evaluation, Path named);
  }
}

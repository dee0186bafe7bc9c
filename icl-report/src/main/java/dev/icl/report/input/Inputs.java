package dev.icl.report.input;

import dev.icl.core.error.UserException;
import dev.icl.report.analysis.Source;
import dev.icl.report.record.BenchJson;
import dev.icl.report.record.BenchRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The results in some folders.
 *
 * @param benchmarks folders of {@code icl bench}
 * @param trainings folders of {@code icl train}
 */
public record Inputs(List<Path> benchmarks, List<Path> trainings) {
  private static final String RECORD = "bench.json";

  /** Copies the lists. */
  public Inputs {
    benchmarks = List.copyOf(benchmarks);
    trainings = List.copyOf(trainings);
  }

  /**
   * Looks for results.
   *
   * @param folders each of a benchmark or of a training, or one that such folders lie in
   * @throws UserException if one of them has none, or one is named twice
   */
  public static Inputs in(List<Path> folders) {
    List<Path> benchmarks = new ArrayList<>();
    List<Path> trainings = new ArrayList<>();
    for (Path folder : folders) {
      if (!add(folder, benchmarks, trainings)) {
        boolean some = false;
        for (Path child : children(folder)) {
          some |= add(child, benchmarks, trainings);
        }
        if (!some) {
          throw new UserException(
              folder
                  + " holds no results: no "
                  + RECORD
                  + " of icl bench, and no config.yaml and metrics.jsonl of icl train; name a folder"
                  + " that one of them wrote.");
        }
      }
    }
    refuseTwice(benchmarks);
    refuseTwice(trainings);
    return new Inputs(benchmarks, trainings);
  }

  /** Everything in them, read. */
  public List<Source> read() {
    List<Source> sources = new ArrayList<>();
    for (Path folder : benchmarks) {
      BenchRecord record = BenchJson.readBench(folder.resolve(RECORD));
      sources.add(Source.of(folder, record));
    }
    trainings.forEach(folder -> sources.add(TrainedFolder.read(folder).source()));
    return sources;
  }

  /** Whether a path is a folder that {@code icl bench} wrote. */
  public static boolean isBenchmark(Path path) {
    return Files.isRegularFile(path.resolve(RECORD));
  }

  private static boolean add(Path folder, List<Path> benchmarks, List<Path> trainings) {
    if (isBenchmark(folder)) {
      return benchmarks.add(folder);
    }
    return TrainedFolder.isOne(folder) && trainings.add(folder);
  }

  private static List<Path> children(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new UserException(
          Files.exists(folder)
              ? folder + " is a file; name a folder of icl bench or icl train."
              : "There is no folder " + folder + "; name one of icl bench or icl train.");
    }
    try (Stream<Path> children = Files.list(folder)) {
      return children.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new UserException(folder + " cannot be read; check its permissions.", e);
    }
  }

  private static void refuseTwice(List<Path> folders) {
    List<Path> seen = new ArrayList<>();
    for (Path folder : folders) {
      Path absolute = folder.toAbsolutePath().normalize();
      if (seen.contains(absolute)) {
        throw new UserException(folder + " is named twice; name each folder once.");
      }
      seen.add(absolute);
    }
  }
}

package dev.icl.bench.config;

import java.util.List;

/**
 * The {@code bench} section of a benchmark's configuration: the axes of the matrix and how its
 * cells are measured. An axis without values has one, that of the run configuration.
 *
 * @param title a line for the head of the report
 * @param engines names of engines; the first is the reference of parity
 * @param devices {@code cpu}, {@code gpu}, {@code gpu:N} or {@code auto}
 * @param methods names of methods
 * @param networks names of backbones
 * @param labeled numbers of training patients that keep their labels
 * @param labelDraws drawings of labelled patients that the trainings are made with
 * @param seeds of the trainings
 * @param accuracy whether to train and evaluate at all
 * @param timing the settings for timing steps
 * @param parity the comparison of engines
 * @param parallel the number of trainings that run at once, each on one thread: a number, or {@code
 *     auto} for as many as there are processors; 1 leaves the threads to the run configuration
 */
public record BenchSettings(
    String title,
    List<String> engines,
    List<String> devices,
    List<String> methods,
    List<String> networks,
    List<Integer> labeled,
    List<Integer> labelDraws,
    List<Long> seeds,
    boolean accuracy,
    Timing timing,
    Parity parity,
    String parallel) {
  /** As many trainings at once as there are processors. */
  public static final String AUTO = "auto";

  /** Copies the lists. */
  public BenchSettings {
    engines = List.copyOf(engines);
    devices = List.copyOf(devices);
    methods = List.copyOf(methods);
    networks = List.copyOf(networks);
    labeled = List.copyOf(labeled);
    labelDraws = List.copyOf(labelDraws);
    seeds = List.copyOf(seeds);
  }

  /**
   * The settings for timing steps.
   *
   * @param warmup steps that are made first and not counted, at least 1
   * @param steps that are timed
   * @param repeats the number of times each point of the matrix is timed, each time in a process of
   *     its own; 0 to time nothing
   * @param matrix rows and columns of the matrices of the yardstick
   */
  public record Timing(int warmup, int steps, int repeats, int matrix) {}

  /**
   * The settings for comparing engines.
   *
   * @param iterations the number of steps they make with the same masks; 0 to compare nothing
   */
  public record Parity(int iterations) {}

  /** The benchmark that is run where the configuration says nothing. */
  public static BenchSettings defaults() {
    return new BenchSettings(
        "Benchmark",
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        true,
        new Timing(5, 20, 2, 2048),
        new Parity(20),
        AUTO);
  }

  /** The number of trainings that run at once on a machine with that many processors. */
  public int trainingsAtOnce(int processors) {
    return parallel.equals(AUTO) ? processors : Integer.parseInt(parallel);
  }
}

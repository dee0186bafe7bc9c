package dev.icl.bench.micro;

import java.util.List;

/**
 * The selection of engines and micro-benchmarks to time.
 *
 * @param engines as the configuration names them, in the order of the table
 * @param device as the configuration has it
 * @param threads native threads, 0 for as many as processors
 * @param pieces names, in the order of the table
 * @param warmUp seconds that a piece runs before it is timed
 * @param seconds that a piece is timed
 */
public record MicroSettings(
    List<String> engines,
    String device,
    int threads,
    List<String> pieces,
    int warmUp,
    int seconds) {
  /** Copies the lists. */
  public MicroSettings {
    engines = List.copyOf(engines);
    pieces = List.copyOf(pieces);
  }

  /** The names of everything that can be timed, in the order of the table. */
  public static List<String> allPieces() {
    return MicroBenchmarks.all().stream().map(MicroBenchmark::name).toList();
  }
}

package dev.icl.bench.micro;

import dev.icl.core.checkpoint.Provenance;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/**
 * Times pieces with JMH, each in a JVM of its own with the options of this one, the engines one
 * after another for every piece.
 */
public final class MicroMeasurement {
  private final MicroSettings settings;

  /**
   * @param settings the engines and micro-benchmarks to time
   */
  public MicroMeasurement(MicroSettings settings) {
    this.settings = settings;
  }

  /**
   * Measures. A piece that fails is a row with its reason.
   *
   * @param progress told what is being timed
   */
  public MicroReport run(Consumer<String> progress) {
    List<MicroRow> rows = new ArrayList<>();
    int all = settings.pieces().size() * settings.engines().size();
    for (String piece : settings.pieces()) {
      for (String engine : settings.engines()) {
        progress.accept("%d of %d: %s on %s".formatted(rows.size() + 1, all, piece, engine));
        rows.add(row(MicroBenchmarks.named(piece), engine));
      }
    }
    return MicroReport.of(Provenance.ofProcess(), settings, rows);
  }

  private MicroRow row(MicroBenchmark piece, String engine) {
    try {
      Collection<RunResult> results = new Runner(options(piece, engine)).run();
      if (results.isEmpty()) {
        return MicroRow.failed(engine, piece, "the JVM that timed it gave no result");
      }
      Statistics times = results.iterator().next().getPrimaryResult().getStatistics();
      return MicroRow.timed(
          engine, piece, times.getPercentile(50), times.getPercentile(95), times.getN());
    } catch (RunnerException e) {
      return MicroRow.failed(engine, piece, String.valueOf(e.getMessage()));
    }
  }

  private Options options(MicroBenchmark piece, String engine) {
    return new OptionsBuilder()
        .include("\\b" + JmhMicroBenchmark.class.getSimpleName() + "\\.run\\b")
        .param("engine", engine)
        .param("device", settings.device())
        .param("threads", Integer.toString(settings.threads()))
        .param("piece", piece.name())
        .forks(1)
        .warmupForks(0)
        .warmupIterations(1)
        .warmupTime(TimeValue.seconds(settings.warmUp()))
        .measurementIterations(1)
        .measurementTime(TimeValue.seconds(settings.seconds()))
        // native threads would keep the JVM alive
        .jvmArgsAppend("-Djmh.shutdownTimeout=0")
        .verbosity(VerboseMode.SILENT)
        .shouldFailOnError(true)
        .build();
  }
}

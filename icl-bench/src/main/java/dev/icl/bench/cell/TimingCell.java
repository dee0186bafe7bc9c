package dev.icl.bench.cell;

import dev.icl.app.IclApplication;
import dev.icl.app.config.RunConfig;
import dev.icl.bench.config.BenchSettings;
import dev.icl.bench.speed.MethodMeasurement;
import dev.icl.bench.speed.MethodReport;
import dev.icl.bench.speed.MethodSettings;
import dev.icl.core.engine.EngineInfo;
import dev.icl.report.record.Timing;
import java.lang.management.ManagementFactory;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Times steps and inference. */
final class TimingCell {
  private static final double MEDIAN = 0.5;
  private static final double TAIL = 0.95;

  private final CellContext context;

  record Result(EngineInfo engine, Timing timing) {}

  TimingCell(CellContext context) {
    this.context = context;
  }

  Result run(BenchSettings.Timing settings) {
    RunConfig config = context.cell().config();
    // the engine comes first, so that starting up is that alone
    try (IclApplication application =
        IclApplication.start(config, context.plugins(), context.permissions())) {
      double startup =
          (System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime()) * 1e-3;
      MethodReport report =
          MethodMeasurement.of(
                  config,
                  new MethodSettings(settings.warmup(), settings.steps(), settings.matrix()))
              .run(application.engine(), context.progress());
      return new Result(application.engine().info(), timing(settings, startup, report));
    }
  }

  private static Timing timing(BenchSettings.Timing settings, double startup, MethodReport report) {
    double median = Percentile.of(report.stepMs(), MEDIAN);
    return new Timing(
        settings.warmup(),
        settings.steps(),
        report.stepMs(),
        median,
        Percentile.of(report.stepMs(), TAIL),
        report.images() / (median * 1e-3),
        startup,
        report.firstStepSeconds(),
        orNull(report.volumesPerSecond()),
        report.peakMb(),
        Math.max(0, report.peakMb() - report.heapMb()),
        orNull(report.gpuMb()),
        report.flopsPerStep(),
        report.matmulGflops(),
        report.flopsShare(),
        report.dataWaitShare(),
        report.joules().isPresent()
            ? (Double) (report.joules().getAsDouble() / report.images() / report.stepMs().size())
            : null,
        null);
  }

  private static @Nullable Double orNull(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }

  private static @Nullable Long orNull(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }
}

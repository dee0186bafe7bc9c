package dev.icl.bench.speed;

import dev.icl.app.config.RunConfig;
import dev.icl.bench.speed.MemoryReport.Sample;
import dev.icl.core.engine.Engine;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.text.Counts;
import dev.icl.modules.train.PeakMemory;
import dev.icl.modules.train.ResidentMemory;
import dev.icl.modules.train.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Makes many steps of a method and nothing else, and looks at the memory. */
public final class MemoryMeasurement {
  private static final int EARLY = 50;
  private static final int SAMPLES = 20;

  private final Workload workload;
  private final int steps;

  private MemoryMeasurement(Workload workload, int steps) {
    this.workload = workload;
    this.steps = steps;
  }

  /**
   * Puts the measurement together. Starts no engine.
   *
   * @param config method, network, data, patch and batch
   * @throws dev.icl.core.error.UserException if a name is unknown or values do not fit together
   */
  public static MemoryMeasurement of(RunConfig config, SpeedSettings settings) {
    return new MemoryMeasurement(Workload.of(config), settings.steps());
  }

  /**
   * Measures.
   *
   * @param engines starts an engine, which is closed here
   * @param progress told what is being done
   */
  public MemoryReport run(Supplier<Engine> engines, Consumer<String> progress) {
    RunConfig config = workload.config();
    try (Engine engine = engines.get()) {
      Map<String, HostTensor> batch = workload.methodBatch();
      new Trainer(engine, workload.method(), config.train(), workload.root()).initialize();
      int earlySteps = Math.min(EARLY, Math.max(1, steps / 2));
      List<Long> times = new ArrayList<>();
      try (Stepper stepper =
          Stepper.on(engine, workload.method(), config.train(), workload.root().child("method"))) {
        progress.accept("%s of %s".formatted(Counts.of(steps, "step"), workload.method().name()));
        step(stepper, batch, earlySteps, times);
        Sample early = sample(earlySteps, engine);
        List<Sample> samples = new ArrayList<>(List.of(early));
        for (int i = 1; i <= SAMPLES; i++) {
          int until = earlySteps + (int) ((long) (steps - earlySteps) * i / SAMPLES);
          step(stepper, batch, until - times.size(), times);
          samples.add(sample(until, engine));
        }
        Sample last = samples.get(SAMPLES);
        return new MemoryReport(
            Setup.of(config, workload.method().name(), engine.info(), steps),
            earlySteps,
            early.residentMb(),
            last.residentMb(),
            early.liveArrays(),
            last.liveArrays(),
            samples,
            PeakMemory.mebibytes(),
            Durations.of(times));
      }
    }
  }

  private static Sample sample(int step, Engine engine) {
    return new Sample(step, ResidentMemory.mebibytes(), engine.liveArrays());
  }

  private static void step(
      Stepper stepper, Map<String, HostTensor> batch, int steps, List<Long> times) {
    for (int i = 0; i < steps; i++) {
      times.add(stepper.run(batch));
    }
  }
}

package dev.icl.bench.speed;

import dev.icl.app.config.RunConfig;
import dev.icl.app.plan.TrainingPlan;
import dev.icl.app.predict.InferenceOptions;
import dev.icl.app.predict.VolumeSegmenter;
import dev.icl.bench.machine.EnergyMeter;
import dev.icl.bench.machine.NvidiaSmi;
import dev.icl.core.engine.Engine;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.Device;
import dev.icl.core.tensor.HostTensor;
import dev.icl.data.batch.TwoStreamBatchSource;
import dev.icl.data.model.Dataset;
import dev.icl.data.sample.Sample;
import dev.icl.modules.train.PeakMemory;
import dev.icl.modules.train.TrainConfig;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.DoubleConsumer;
import java.util.function.LongSupplier;

/** Times the steps of one method on one engine, and the inference of its network. */
public final class MethodMeasurement {
  private static final int MOST_VOLUMES = 20;
  private static final int TURNS_WARM_UP = 2;
  private static final int TURNS = 6;

  private final TrainingPlan plan;
  private final MethodSettings settings;

  private MethodMeasurement(TrainingPlan plan, MethodSettings settings) {
    this.plan = plan;
    this.settings = settings;
  }

  /**
   * Puts the measurement together, and reads every training scan once.
   *
   * @throws dev.icl.core.error.UserException if the data cannot be read, a name is unknown, or
   *     values do not fit together
   */
  public static MethodMeasurement of(RunConfig config, MethodSettings settings) {
    TrainingPlan plan = TrainingPlan.of(config);
    plan.readTrainingSamples();
    return new MethodMeasurement(plan, settings);
  }

  /**
   * Measures.
   *
   * @param engine holds no variables yet
   * @param progress told the share that is done, up to 1
   */
  public MethodReport run(Engine engine, DoubleConsumer progress) {
    RandomKey root = plan.root();
    TrainConfig train = plan.config().train();
    plan.trainerOn(engine).initialize();
    Map<String, HostTensor> batch = batch();
    double firstStep;
    List<Double> stepMs;
    OptionalDouble joules;
    double waiting;
    long peak;
    long heap;
    Turns turns;
    try (Stepper stepper = Stepper.on(engine, plan.method(), train, root.child("timing"))) {
      firstStep = stepper.run(batch) * 1e-9;
      steps(stepper, batch, settings.warmup() - 1);
      progress.accept(0.2);
      EnergyMeter energy = EnergyMeter.start();
      stepMs = steps(stepper, batch, settings.steps());
      joules = energy.joules();
      progress.accept(0.5);
      waiting = waitingShare(stepper);
      progress.accept(0.7);
      // before the matrices, which are no part of a training
      peak = PeakMemory.mebibytes();
      heap = heapPeakMebibytes();
      turns = turns(engine, stepper, batch, root);
    }
    progress.accept(0.9);
    OptionalLong gpu =
        engine.info().device().kind() == Device.Kind.GPU
            ? NvidiaSmi.memoryMebibytes()
            : OptionalLong.empty();
    long flops = Stepper.flops(plan.method(), batch, train);
    return new MethodReport(
        images(),
        firstStep,
        stepMs,
        flops,
        turns.matmulGflops(),
        flops * 1e-9 / turns.stepSeconds() / turns.matmulGflops(),
        waiting,
        volumesPerSecond(engine),
        peak,
        heap,
        gpu,
        joules);
  }

  /** The most that the Java heap held, which is not all that it reserved. */
  private static long heapPeakMebibytes() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .mapToLong(pool -> pool.getPeakUsage().getUsed())
            .sum()
        >> 20;
  }

  private int images() {
    return plan.method().stepImages(plan.config().train().batch()).total();
  }

  private Map<String, HostTensor> batch() {
    try (TwoStreamBatchSource source = plan.batchesFrom(0)) {
      return source.next().tensors();
    }
  }

  private static List<Double> steps(Stepper stepper, Map<String, HostTensor> batch, int count) {
    List<Double> milliseconds = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      milliseconds.add(stepper.run(batch) * 1e-6);
    }
    return milliseconds;
  }

  private double waitingShare(Stepper stepper) {
    try (TwoStreamBatchSource source = plan.batchesFrom(0)) {
      return stepper.waitingShare(source, settings.steps());
    }
  }

  private OptionalDouble volumesPerSecond(Engine engine) {
    Dataset dataset = plan.dataset();
    int count = Math.min(MOST_VOLUMES, dataset.validationCases().size());
    if (count == 0) {
      return OptionalDouble.empty();
    }
    List<Long> nanoseconds = new ArrayList<>();
    try (VolumeSegmenter segmenter =
        new VolumeSegmenter(
            engine,
            plan.method().kept().network(),
            plan.config().train().patch(),
            InferenceOptions.of(plan.config().inference()))) {
      segmenter.segment(dataset.validationScan(0));
      for (int i = 0; i < count; i++) {
        Sample volume = dataset.validationScan(i);
        long start = System.nanoTime();
        segmenter.segment(volume);
        nanoseconds.add(System.nanoTime() - start);
      }
    }
    return OptionalDouble.of(1e3 / Durations.of(nanoseconds).medianMs());
  }

  /** Matrix products and steps that were timed in turns. */
  private record Turns(double matmulGflops, double stepSeconds) {}

  /** A machine that grows slower or faster does so for both. */
  private Turns turns(
      Engine engine, Stepper stepper, Map<String, HostTensor> batch, RandomKey root) {
    try (MatrixProduct product =
        MatrixProduct.on(engine, settings.matrix(), root.child("matrix"))) {
      List<LongSupplier> things = List.of(product::run, () -> stepper.run(batch));
      SpeedMeasurement.rounds(things, TURNS_WARM_UP);
      List<List<Long>> times = SpeedMeasurement.rounds(things, TURNS);
      Durations ofProduct = Durations.of(times.get(0)).dividedBy(MatrixProduct.CHAINED);
      return new Turns(
          SpeedReport.Product.of(settings.matrix(), MatrixProduct.CHAINED, ofProduct)
              .gflopsPerSecond(),
          Durations.of(times.get(1)).medianMs() * 1e-3);
    }
  }
}

package dev.icl.bench.speed;

import dev.icl.app.config.RunConfig;
import dev.icl.bench.speed.SpeedReport.Data;
import dev.icl.bench.speed.SpeedReport.JavaSide;
import dev.icl.bench.speed.SpeedReport.Memory;
import dev.icl.bench.speed.SpeedReport.Product;
import dev.icl.bench.speed.SpeedReport.Smallest;
import dev.icl.bench.speed.SpeedReport.Start;
import dev.icl.bench.speed.SpeedReport.Step;
import dev.icl.core.engine.Engine;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.text.Counts;
import dev.icl.data.batch.TwoStreamBatchSource;
import dev.icl.modules.method.Method;
import dev.icl.modules.train.PeakMemory;
import dev.icl.modules.train.TrainConfig;
import dev.icl.modules.train.Trainer;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Times matrix products, supervised steps and steps of a method on one engine, in rounds whose
 * order turns round every time (A B C, C B A, ...), so that a machine that grows slower or faster
 * does so for all of them; then the Java side, the data pipeline and the smallest step.
 */
public final class SpeedMeasurement {
  private static final int WARM_UP = 3;
  private static final long SECOND = 1_000_000_000;

  private final Workload workload;
  private final SpeedSettings settings;

  private record Delivery(long batches, long nanoseconds) {
    Delivery plus(Delivery other) {
      return new Delivery(batches + other.batches, nanoseconds + other.nanoseconds);
    }

    double perSecond() {
      return batches * 1e9 / nanoseconds;
    }
  }

  private SpeedMeasurement(Workload workload, SpeedSettings settings) {
    this.workload = workload;
    this.settings = settings;
  }

  /**
   * Puts the measurement together. Starts no engine.
   *
   * @param config method, network, data, patch and batch
   * @throws dev.icl.core.error.UserException if a name is unknown or values do not fit together
   */
  public static SpeedMeasurement of(RunConfig config, SpeedSettings settings) {
    return new SpeedMeasurement(Workload.of(config), settings);
  }

  /**
   * Measures.
   *
   * @param engines starts an engine, which is closed here; asked again once the first is closed
   * @param progress told what is being done
   */
  public SpeedReport run(Supplier<Engine> engines, Consumer<String> progress) {
    progress.accept("reading the scans");
    workload.readScans();
    Function<Smallest, SpeedReport> report;
    long start = System.nanoTime();
    try (Engine engine = engines.get()) {
      report = measure(engine, (System.nanoTime() - start) * 1e-6, progress);
    }
    progress.accept("the smallest step");
    try (Engine engine = engines.get()) {
      return report.apply(smallest(engine));
    }
  }

  /** Everything but the smallest step, whose variables have the same names and other shapes. */
  private Function<Smallest, SpeedReport> measure(
      Engine engine, double startMs, Consumer<String> progress) {
    RandomKey root = workload.root();
    TrainConfig train = workload.config().train();
    Map<String, HostTensor> forMethod = workload.methodBatch();
    Map<String, HostTensor> forSupervised = workload.supervisedBatch();
    // The backbone's variables are the same for both methods, the other one brings more.
    new Trainer(engine, workload.method(), train, root).initialize();
    try (MatrixProduct product = MatrixProduct.on(engine, settings.matrix(), root.child("matrix"));
        Stepper supervised =
            Stepper.on(engine, workload.supervised(), train, root.child("supervised"));
        Stepper method = Stepper.on(engine, workload.method(), train, root.child("method"))) {
      progress.accept("the data pipeline alone");
      Delivery before = deliver();

      progress.accept("%d rounds of product and steps".formatted(WARM_UP + settings.steps()));
      List<LongSupplier> things =
          List.of(product::run, () -> supervised.run(forSupervised), () -> method.run(forMethod));
      double firstMs = rounds(things, WARM_UP).get(2).get(0) * 1e-6;
      long liveEarly = engine.liveArrays();
      List<List<Long>> times = rounds(things, settings.steps());
      Product products =
          Product.of(
              settings.matrix(),
              MatrixProduct.CHAINED,
              Durations.of(times.get(0)).dividedBy(MatrixProduct.CHAINED));

      progress.accept(Counts.of(settings.steps(), "step") + " under a sampler");
      JavaSide javaSide = javaSide(method, forMethod);
      progress.accept("a training of " + Counts.of(settings.steps(), "step"));
      double waiting = waitingShare(method);
      progress.accept("the data pipeline alone");
      Delivery after = deliver();

      Setup setup =
          Setup.of(workload.config(), workload.method().name(), engine.info(), settings.steps());
      Step supervisedStep = step(workload.supervised(), forSupervised, times.get(1), products);
      Step methodStep = step(workload.method(), forMethod, times.get(2), products);
      double delivered = before.plus(after).perSecond() * workload.images();
      double consumed = workload.images() * 1e3 / methodStep.time().medianMs();
      Data data = new Data(delivered, consumed, delivered / consumed, waiting);
      Memory memory = new Memory(liveEarly, engine.liveArrays(), PeakMemory.mebibytes());
      return smallest ->
          SpeedReport.of(
              setup,
              new Start(startMs, firstMs),
              products,
              supervisedStep,
              methodStep,
              javaSide,
              smallest,
              data,
              memory);
    }
  }

  private Step step(
      Method method, Map<String, HostTensor> batch, List<Long> times, Product product) {
    return Step.of(
        workload.images(),
        Durations.of(times),
        Stepper.flops(method, batch, workload.config().train()),
        product);
  }

  /** Runs everything once a round, every other round in reverse; one list of times a thing. */
  static List<List<Long>> rounds(List<LongSupplier> things, int rounds) {
    List<List<Long>> times = new ArrayList<>();
    things.forEach(thing -> times.add(new ArrayList<>()));
    for (int round = 0; round < rounds; round++) {
      for (int place = 0; place < things.size(); place++) {
        int thing = round % 2 == 0 ? place : things.size() - 1 - place;
        times.get(thing).add(things.get(thing).getAsLong());
      }
    }
    return times;
  }

  private JavaSide javaSide(Stepper method, Map<String, HostTensor> batch) {
    long collecting = collectorMillis();
    long start = System.nanoTime();
    StackSampler sampler = StackSampler.ofCurrentThread();
    try (sampler) {
      // A step on a very small network may be over before the first sample.
      for (int i = 0; i < settings.steps() || sampler.samples() == 0; i++) {
        method.run(batch);
      }
    }
    double millis = (System.nanoTime() - start) * 1e-6;
    return new JavaSide(
        sampler.samples(),
        sampler.javaSamples(),
        (double) sampler.javaSamples() / sampler.samples(),
        (collectorMillis() - collecting) / millis);
  }

  private static long collectorMillis() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
        .sum();
  }

  /**
   * Takes batches as fast as they come, for a second at least; without the first, which takes
   * starting the threads.
   */
  private Delivery deliver() {
    try (TwoStreamBatchSource source = workload.batches()) {
      source.next();
      long start = System.nanoTime();
      Delivery delivery = new Delivery(0, 0);
      while (delivery.batches() < settings.steps() || delivery.nanoseconds() < SECOND) {
        source.next();
        delivery = new Delivery(delivery.batches() + 1, System.nanoTime() - start);
      }
      return delivery;
    }
  }

  private double waitingShare(Stepper method) {
    try (TwoStreamBatchSource source = workload.batches()) {
      return method.waitingShare(source, settings.steps());
    }
  }

  private Smallest smallest(Engine engine) {
    Workload smallest = workload.smallest();
    TrainConfig train = smallest.config().train();
    new Trainer(engine, smallest.method(), train, smallest.root()).initialize();
    Map<String, HostTensor> batch = smallest.methodBatch();
    try (Stepper stepper =
        Stepper.on(engine, smallest.method(), train, smallest.root().child("method"))) {
      List<LongSupplier> step = List.of(() -> stepper.run(batch));
      rounds(step, WARM_UP);
      List<Long> times = rounds(step, settings.steps()).get(0);
      return new Smallest(train.patch(), smallest.images(), Durations.of(times));
    }
  }
}

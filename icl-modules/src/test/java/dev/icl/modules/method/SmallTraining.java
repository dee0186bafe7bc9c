package dev.icl.modules.method;

import dev.icl.core.batch.Batch;
import dev.icl.core.contract.ReferenceEngine;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.ProcessGroup;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.optim.GradientGuard;
import dev.icl.core.optim.Optimizer;
import dev.icl.core.optim.Sgd;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Steps of a method on the reference engine: two labelled and two unlabelled images of 2×3. */
final class SmallTraining implements AutoCloseable {
  private static final RandomKey KEY = RandomKey.of(5);
  private static final double RATE = 0.5;

  private final ReferenceEngine engine = new ReferenceEngine(EngineOptions.defaults());
  private final Method method;
  private Compilation training = Compilation.training(Method.OBJECTIVE, new Sgd(0, 0));
  private TrainingStep step;
  private int images = 2;

  SmallTraining(Method method) {
    this.method = method;
    for (VariableSpec spec : method.variables()) {
      RandomKey key = KEY.child(spec.name());
      engine.variables().create(spec, spec.initializer().create(spec.dtype(), spec.shape(), key));
    }
  }

  /** The same with steps that are skipped where they give NaN. */
  SmallTraining skipping() {
    training = training.guarded(new GradientGuard(0, true));
    return this;
  }

  /** The same with steps of several micro-batches. */
  SmallTraining inParts(int parts) {
    training = training.inParts(parts);
    return this;
  }

  /** The same as a member of a group of processes. */
  SmallTraining within(ProcessGroup group) {
    training = training.within(group);
    return this;
  }

  /** The same with another number of images of each kind. */
  SmallTraining ofImages(int number) {
    images = number;
    return this;
  }

  /** One step of plain gradient descent. */
  Map<String, HostTensor> step(int iteration) {
    return step(iteration, batch(images));
  }

  /** The same with NaN in a pixel of the last of some images. */
  Map<String, HostTensor> broken(int iteration, String images) {
    Map<String, HostTensor> inputs = batch();
    inputs.get(images).set(7, Double.NaN);
    return step(iteration, inputs);
  }

  private Map<String, HostTensor> step(int iteration, Map<String, HostTensor> inputs) {
    if (step == null) {
      step = method.stepOn(engine, training);
    }
    addViews(inputs);
    inputs.put(Optimizer.LEARNING_RATE, HostTensor.scalar(RATE));
    return step.run(iteration, inputs, KEY.child(iteration));
  }

  /** The losses and gradients of a step that changes no parameter. */
  Map<String, HostTensor> gradients(int iteration) {
    return run(iteration, Compilation.gradients(Method.OBJECTIVE));
  }

  /** The losses of a step alone. */
  Map<String, HostTensor> losses(int iteration) {
    return run(iteration, Compilation.forward());
  }

  private Map<String, HostTensor> run(int iteration, Compilation compilation) {
    try (TrainingStep once = method.stepOn(engine, compilation)) {
      Map<String, HostTensor> inputs = batch();
      addViews(inputs);
      return once.run(iteration, inputs, KEY.child(iteration));
    }
  }

  /** Images of the further views and streams that the method asks for. */
  private void addViews(Map<String, HostTensor> inputs) {
    Shape shape = inputs.get(Batch.IMAGE_LABELED).shape();
    for (String name : method.batch().tensors()) {
      var random = KEY.child(name).generator();
      inputs.computeIfAbsent(
          name, view -> HostTensor.fill(DType.F32, shape, i -> random.nextDouble()));
    }
  }

  /** The names of all variables. */
  List<String> variables() {
    return method.variables().stream().map(VariableSpec::name).toList();
  }

  double read(String variable) {
    return engine.variables().read(variable).item();
  }

  void write(String variable, double value) {
    engine.variables().write(variable, HostTensor.of(Shape.of(1), (float) value));
  }

  /** The same batch at every step. */
  static Map<String, HostTensor> batch() {
    return batch(2);
  }

  private static Map<String, HostTensor> batch(int number) {
    var random = KEY.child("images").generator();
    Shape images = Shape.of(number, 1, 2, 3);
    Map<String, HostTensor> batch = new HashMap<>();
    for (String name : List.of(Batch.IMAGE_LABELED, Batch.IMAGE_UNLABELED)) {
      batch.put(name, HostTensor.fill(DType.F32, images, i -> random.nextDouble()));
    }
    batch.put(Batch.LABEL_LABELED, HostTensor.fill(DType.I64, Shape.of(number, 2, 3), i -> i % 2));
    return batch;
  }

  /** Images of the batch through a function, as numbers. */
  static double[] pixels(String images, Function<Double, Double> function) {
    double[] values = batch().get(images).toDoubles();
    for (int i = 0; i < values.length; i++) {
      values[i] = function.apply(values[i]);
    }
    return values;
  }

  @Override
  public void close() {
    if (step != null) {
      step.close();
    }
    engine.close();
  }
}

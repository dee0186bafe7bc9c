package dev.icl.modules.method;

import dev.icl.core.engine.Compilation;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.HostTensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The division of a step's images among micro-batches, each with what the method adds to it. The
 * first draws as the only one of an undivided step does. A {@link Teacher} moves with the first
 * alone.
 *
 * @param added the inputs that the method adds, an object of its own for each micro-batch
 */
record MicroBatches(List<StepInputs> added) {
  private static final String STREAM = "micro-batch";

  MicroBatches {
    added = List.copyOf(added);
  }

  /** As many for each step as it is compiled for. */
  static MicroBatches of(Compilation compilation, Supplier<StepInputs> added) {
    return new MicroBatches(Stream.generate(added).limit(compilation.parts()).toList());
  }

  /** The number of micro-batches of a step. */
  int count() {
    return added.size();
  }

  /** The random stream of one of them. */
  RandomKey key(RandomKey step, int index) {
    return index == 0 ? step : step.child(STREAM).child(index);
  }

  /**
   * The inputs of each.
   *
   * @param iteration the step, from 0
   * @param key the step's random stream
   * @param inputs the tensors of a batch, images along their first axis, and scalars
   */
  List<Map<String, HostTensor>> of(int iteration, RandomKey key, Map<String, HostTensor> inputs) {
    List<Map<String, HostTensor>> parts = new ArrayList<>();
    for (int i = 0; i < count(); i++) {
      Map<String, HostTensor> part = new HashMap<>();
      int index = i;
      inputs.forEach((name, tensor) -> part.put(name, share(tensor, index)));
      added.get(i).fill(iteration, key(key, i), part);
      if (i > 0) {
        part.computeIfPresent(Teacher.DECAY, (name, decay) -> HostTensor.scalar(1));
      }
      parts.add(part);
    }
    return parts;
  }

  private HostTensor share(HostTensor tensor, int index) {
    if (count() == 1 || tensor.shape().rank() == 0) {
      return tensor;
    }
    int images = tensor.shape().dim(0);
    if (images % count() != 0) {
      throw new IllegalArgumentException(
          images + " images do not make " + count() + " micro-batches");
    }
    return tensor.rows(index * (images / count()), images / count());
  }
}

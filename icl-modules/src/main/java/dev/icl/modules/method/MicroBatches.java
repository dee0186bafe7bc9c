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
 * The division of a step's images among micro-batches, those of this process each with what the
 * method adds to it. They are numbered over all processes that train together, and each draws from
 * its {@linkplain Compilation#stream stream} but for what {@linkplain StepInputs#fillShared all
 * share}. A {@link Teacher} moves with the first of a process alone.
 *
 * @param added the inputs that the method adds, an object of its own for each micro-batch
 * @param compilation of the step
 */
record MicroBatches(List<StepInputs> added, Compilation compilation) {
  MicroBatches {
    added = List.copyOf(added);
  }

  /** As many for each step as it is compiled for. */
  static MicroBatches of(Compilation compilation, Supplier<StepInputs> added) {
    return new MicroBatches(
        Stream.generate(added).limit(compilation.parts()).toList(), compilation);
  }

  /** The number of micro-batches of a step that this process passes. */
  int count() {
    return added.size();
  }

  /** The random stream of one of them. */
  RandomKey key(RandomKey step, int index) {
    return compilation.stream(step, index);
  }

  /**
   * The inputs of each.
   *
   * @param iteration the step, from 0
   * @param key the step's random stream
   * @param inputs the tensors of a batch of all processes, images along their first axis, and
   *     scalars
   */
  List<Map<String, HostTensor>> of(int iteration, RandomKey key, Map<String, HostTensor> inputs) {
    List<Map<String, HostTensor>> parts = new ArrayList<>();
    for (int i = 0; i < count(); i++) {
      Map<String, HostTensor> part = new HashMap<>();
      int number = compilation.firstMicroBatch() + i;
      inputs.forEach((name, tensor) -> part.put(name, share(tensor, number)));
      added.get(i).fill(iteration, key(key, i), part);
      added.get(i).fillShared(iteration, key, part);
      if (i > 0) {
        part.computeIfPresent(Teacher.DECAY, (name, decay) -> HostTensor.scalar(1));
      }
      parts.add(part);
    }
    return parts;
  }

  private HostTensor share(HostTensor tensor, int number) {
    int all = compilation.microBatches();
    if (all == 1 || tensor.shape().rank() == 0) {
      return tensor;
    }
    int images = tensor.shape().dim(0);
    if (images % all != 0) {
      throw new IllegalArgumentException(images + " images do not make " + all + " micro-batches");
    }
    return tensor.rows(number * (images / all), images / all);
  }
}

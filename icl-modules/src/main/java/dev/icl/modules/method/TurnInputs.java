package dev.icl.modules.method;

import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.HostTensor;
import java.util.Map;

/**
 * The decay of the teacher whose turn it is, and the draw that ends turns: one for all
 * micro-batches of a step, so that processes that train together never are in different turns.
 */
final class TurnInputs implements StepInputs {
  private final TwoTeachers teachers;
  private final double most;
  private final HostTensor decay = HostTensor.scalar(0);
  private final HostTensor draw = HostTensor.scalar(0);

  /**
   * @param teachers that take turns
   * @param most the largest decay
   */
  TurnInputs(TwoTeachers teachers, double most) {
    this.teachers = teachers;
    this.most = most;
  }

  @Override
  public void fill(int iteration, RandomKey key, Map<String, HostTensor> inputs) {
    decay.set(0, teachers.decayAt(iteration, most));
    inputs.put(Teacher.DECAY, decay);
  }

  @Override
  public void fillShared(int iteration, RandomKey step, Map<String, HostTensor> inputs) {
    draw.set(0, step.child("turn").generator().nextFloat());
    inputs.put(TwoTeachers.DRAW, draw);
  }
}

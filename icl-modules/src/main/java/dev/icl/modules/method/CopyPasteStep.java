package dev.icl.modules.method;

import dev.icl.core.batch.Batch;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.HostTensor;
import java.util.HashMap;
import java.util.Map;

/**
 * A step of {@link BidirectionalCopyPaste}: one program in the pre-training; then the teacher, the
 * cleaning of its labels on the JVM, and the student.
 *
 * @param selfTraining the first step after the pre-training
 * @param pretraining losses of the pre-training, compiled for training
 * @param teaching the teacher's labels, compiled forward in training mode
 * @param cleaning of these labels
 * @param training losses of the self-training, compiled for training
 * @param added what the programs take beside the batch
 */
record CopyPasteStep(
    int selfTraining,
    CompiledProgram pretraining,
    CompiledProgram teaching,
    PseudoLabels cleaning,
    CompiledProgram training,
    StepInputs added)
    implements TrainingStep {

  @Override
  public Map<String, HostTensor> run(int iteration, Map<String, HostTensor> inputs, RandomKey key) {
    Map<String, HostTensor> all = new HashMap<>(inputs);
    added.fill(iteration, key, all);
    HostTensor decay = all.remove(Teacher.DECAY);
    if (iteration < selfTraining) {
      all.remove(Batch.IMAGE_UNLABELED);
      return pretraining.run(all, key);
    }
    HostTensor images = all.get(Batch.IMAGE_UNLABELED);
    HostTensor labels =
        teaching
            .run(Map.of(Batch.IMAGE_UNLABELED, images, Teacher.DECAY, decay), key.child("teacher"))
            .get(BidirectionalCopyPaste.PSEUDO_LABELS);
    all.put(BidirectionalCopyPaste.PSEUDO_LABELS, cleaning.clean(labels));
    return training.run(all, key);
  }

  @Override
  public void close() {
    pretraining.close();
    teaching.close();
    training.close();
  }
}

package dev.icl.modules.method;

import dev.icl.core.batch.Batch;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.engine.EngineRules;
import dev.icl.core.optim.GradientGuard;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.HostTensor;
import java.util.List;
import java.util.Map;

/**
 * A step of {@link BidirectionalCopyPaste}: one program in the pre-training; then the teacher, the
 * cleaning of its labels on the JVM, and the student.
 *
 * <p>Where steps with numbers that are not finite are skipped, a step whose unlabelled images break
 * the teacher ends with the teacher, and its objective is NaN. Those of the first micro-batch
 * change nothing; those of a later one change nothing further, but the micro-batches before it have
 * moved the teacher. A step in which the student alone breaks leaves the student as it was, but the
 * teacher has moved. It is not moved back: its parameters by one more {@code ema_decay} towards the
 * student they follow anyway, its running statistics also by its finite passes through unlabelled
 * images.
 *
 * @param selfTraining the first step after the pre-training
 * @param mirrors whether the teacher is made what the student is after every step of the
 *     pre-training, too: for a training that validates and keeps the teacher
 * @param pretraining losses of the pre-training, compiled for training
 * @param beginning makes the teacher what the student is, compiled forward: for a first step of the
 *     self-training that is skipped, since later ones only follow
 * @param teaching the teacher's labels, compiled forward in training mode
 * @param cleaning of these labels, one for each micro-batch
 * @param training losses of the self-training, compiled for training
 * @param batches the inputs of the programs
 */
record CopyPasteStep(
    int selfTraining,
    boolean mirrors,
    CompiledProgram pretraining,
    CompiledProgram beginning,
    CompiledProgram teaching,
    List<PseudoLabels> cleaning,
    CompiledProgram training,
    MicroBatches batches)
    implements TrainingStep {

  @Override
  public Map<String, HostTensor> run(int iteration, Map<String, HostTensor> inputs, RandomKey key) {
    List<Map<String, HostTensor>> parts = batches.of(iteration, key, inputs);
    if (iteration < selfTraining) {
      return pretrain(parts, key);
    }
    for (int i = 0; i < parts.size(); i++) {
      Map<String, HostTensor> part = parts.get(i);
      HostTensor decay = EngineRules.input(part, Teacher.DECAY);
      part.remove(Teacher.DECAY);
      HostTensor images = EngineRules.input(part, Batch.IMAGE_UNLABELED);
      RandomKey stream = batches.key(key, i).child("teacher");
      Map<String, HostTensor> taught =
          teaching.run(Map.of(Batch.IMAGE_UNLABELED, images, Teacher.DECAY, decay), stream);
      if (taught.containsKey(GradientGuard.SKIPPED)) {
        if (iteration == selfTraining && i == 0) {
          beginning.run(Map.of(Teacher.DECAY, decay), stream);
        }
        return Map.of(
            Method.OBJECTIVE,
            HostTensor.scalar(Double.NaN),
            GradientGuard.SKIPPED,
            EngineRules.output(taught, GradientGuard.SKIPPED));
      }
      HostTensor labels = EngineRules.output(taught, BidirectionalCopyPaste.PSEUDO_LABELS);
      part.put(BidirectionalCopyPaste.PSEUDO_LABELS, cleaning.get(i).clean(labels));
    }
    return training.run(parts, key);
  }

  private Map<String, HostTensor> pretrain(List<Map<String, HostTensor>> parts, RandomKey key) {
    HostTensor decay = EngineRules.input(parts.get(0), Teacher.DECAY);
    for (Map<String, HostTensor> part : parts) {
      part.remove(Teacher.DECAY);
      part.remove(Batch.IMAGE_UNLABELED);
    }
    Map<String, HostTensor> outputs = pretraining.run(parts, key);
    if (mirrors) {
      beginning.run(Map.of(Teacher.DECAY, decay), batches.key(key, 0).child("teacher"));
    }
    return outputs;
  }

  @Override
  public void close() {
    pretraining.close();
    beginning.close();
    teaching.close();
    training.close();
  }
}

package dev.icl.modules.method;

import dev.icl.core.config.TrainConfig;
import dev.icl.core.cost.CostModel;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.Engine;
import dev.icl.core.engine.Program;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.HostTensor;
import dev.icl.modules.network.SegmentationNetwork;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A way to train a backbone on labelled and unlabelled images. */
public interface Method {
  /** The output of {@link #trainingProgram} that is minimised. */
  String OBJECTIVE = "loss";

  /** As the configuration names it: {@code icl}. */
  String name();

  /**
   * Which meaning of the name this is, from 1. It rises with a release in which the same settings
   * train otherwise than before; a training of another revision cannot go on.
   */
  default int revision() {
    return Methods.revision(name());
  }

  /** The backbone, which is what remains after training. */
  SegmentationNetwork network();

  /** Everything to allocate for training: the backbone's variables first, then the method's own. */
  List<VariableSpec> variables();

  /** Whether a step needs unlabelled images. */
  boolean usesUnlabeled();

  /** The images of a step, which are also those that its throughput counts. */
  default StepImages stepImages(TrainConfig train) {
    return new StepImages(train.labeledBatch(), usesUnlabeled() ? train.unlabeledBatch() : 0);
  }

  /**
   * Whether a step combines one half of its images with the other, so that it takes an even number.
   */
  default boolean pairsImages() {
    return false;
  }

  /**
   * One step's losses. Inputs are the tensors of a {@link dev.icl.core.batch.Batch} and those of
   * {@link #stepInputs}; outputs are float32 scalars: {@link #OBJECTIVE} and its terms, as {@code
   * ce}, {@code dice}, {@code aux}, {@code pse}, {@code consis} (unweighted).
   */
  Program trainingProgram();

  /** The steps that come first, for a method that begins otherwise than it goes on. */
  default Optional<Pretraining> pretraining() {
    return Optional.empty();
  }

  /** What the program takes beside the batch, for one training. */
  default StepInputs stepInputs() {
    return StepInputs.NONE;
  }

  /**
   * Makes the step callable: the training program and nothing else, unless the method says
   * otherwise.
   *
   * @param engine holds the variables by the time of the first call
   * @param compilation of {@link #OBJECTIVE}: a training step, or gradients alone, which the step
   *     then returns beside its terms
   */
  default TrainingStep stepOn(Engine engine, Compilation compilation) {
    return new ProgramStep(engine.compile(trainingProgram(), compilation), stepInputs());
  }

  /**
   * What a step costs, in floating-point operations; of a method that changes its step, at its end.
   *
   * @param batch the tensors of a {@link dev.icl.core.batch.Batch}
   * @param compilation a training step of {@link #OBJECTIVE}
   */
  default long stepFlops(Map<String, HostTensor> batch, Compilation compilation) {
    Map<String, HostTensor> inputs = new HashMap<>(batch);
    stepInputs().fill(0, RandomKey.of(0), inputs);
    return new CostModel()
        .measure(trainingProgram(), variables(), CostModel.Input.of(inputs), compilation)
        .flops();
  }

  /**
   * How often one training step passes through the layer that holds a variable: what one step adds
   * to that layer's {@code num_batches_tracked}.
   *
   * @param variable state-dict name
   */
  int trainingPasses(String variable);

  /**
   * The same for all steps from {@code from} to below {@code to}.
   *
   * @param variable state-dict name
   */
  default long trainingPasses(String variable, int from, int to) {
    return (long) (to - from) * trainingPasses(variable);
  }
}

package dev.icl.modules.method;

import dev.icl.core.batch.BatchRequest;
import dev.icl.core.batch.BatchShape;
import dev.icl.core.batch.BatchStream.Pool;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.Engine;
import dev.icl.core.engine.Program;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.tensor.HostTensor;
import dev.icl.modules.network.Kept;
import dev.icl.modules.network.SegmentationNetwork;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A way to train a backbone on labelled and unlabelled images. Most extend {@link BackboneMethod},
 * or {@link TeacherMethod}, and add their losses alone.
 */
public interface Method {
  /** The output of {@link #trainingProgram} that is minimised. */
  String OBJECTIVE = "loss";

  /** As the configuration names it: {@code icl}. */
  String name();

  /**
   * The revision of the method, from 1. It rises with a release in which the same settings train
   * differently from before; a training of another revision cannot be resumed.
   */
  default int revision() {
    return Methods.revision(name());
  }

  /** The backbone, which is trained. */
  SegmentationNetwork network();

  /** The networks that are validated, saved and predicted with: the backbone, unless said. */
  default Kept kept() {
    return Kept.student(network());
  }

  /** Everything to allocate for training: the backbone's variables first, then the method's own. */
  List<VariableSpec> variables();

  /**
   * The prefixes of the backbone's variables in those copies of it that follow it, as teachers do:
   * a training that begins with given values of the backbone begins with these in the copies, too.
   * None, unless said.
   */
  default List<String> copies() {
    return List.of();
  }

  /** The images of a step: one weak view of labelled and one of unlabelled ones, unless said. */
  default BatchRequest batch() {
    return BatchRequest.labeledAndUnlabeled();
  }

  /** Whether a step needs unlabelled images. */
  default boolean usesUnlabeled() {
    return batch().draws(Pool.UNLABELED);
  }

  /** The images of a step, which are also those that its throughput counts. */
  default StepImages stepImages(BatchShape shape) {
    BatchRequest batch = batch();
    return new StepImages(
        batch.samples(Pool.LABELED, shape.labeledBatch(), shape.unlabeledBatch()),
        batch.samples(Pool.UNLABELED, shape.labeledBatch(), shape.unlabeledBatch()));
  }

  /**
   * Whether a step combines one half of its images with the other, so that it takes an even number.
   */
  default boolean pairsImages() {
    return false;
  }

  /**
   * One step's losses. Inputs are the tensors of {@link #batch} and those of {@link #stepInputs};
   * outputs are float32 scalars: {@link #OBJECTIVE} and its terms, as {@code ce}, {@code dice},
   * {@code aux}, {@code pse}, {@code consis} (unweighted).
   */
  Program trainingProgram();

  /**
   * The programs of a step, in their order: the training program alone, unless said. A program has
   * the outputs of those before it among its inputs. What a step costs, and how often it passes
   * through a layer, is found by running them over shapes ({@link StepTrace}).
   *
   * @param iteration the step, from 0; only the end of a {@link #pretraining} may change them
   */
  default List<Program> programs(int iteration) {
    return List.of(trainingProgram());
  }

  /** The steps that come first, for a method that begins differently from the rest. */
  default Optional<Pretraining> pretraining() {
    return Optional.empty();
  }

  /** The inputs of the programs in addition to the batch, for one training. */
  default StepInputs stepInputs() {
    return StepInputs.NONE;
  }

  /**
   * Makes the step callable: the training program and nothing else, unless the method says
   * otherwise.
   *
   * @param engine holds the variables by the time of the first call
   * @param compilation of {@link #OBJECTIVE}: a training step, or gradients alone, which the step
   *     then returns beside its terms; in as many micro-batches as it says
   */
  default TrainingStep stepOn(Engine engine, Compilation compilation) {
    return new ProgramStep(
        engine.compile(trainingProgram(), compilation),
        MicroBatches.of(compilation, this::stepInputs));
  }

  /**
   * The facts that follow from the programs of a step: operations and passes through layers.
   *
   * @param batch the tensors of a {@link dev.icl.core.batch.Batch}; only their shapes matter
   */
  default StepTrace trace(Map<String, HostTensor> batch) {
    return new StepTrace(this, batch);
  }
}

package dev.icl.modules.method;

import dev.icl.core.engine.Program;
import dev.icl.core.engine.VariableSpec;
import dev.icl.modules.network.SegmentationNetwork;
import java.util.List;

/** A way to train a backbone on labelled and unlabelled images. */
public interface Method {
  /** The output of {@link #trainingProgram} that is minimised. */
  String OBJECTIVE = "loss";

  /** As the configuration names it: {@code icl}. */
  String name();

  /** The backbone, which is what remains after training. */
  SegmentationNetwork network();

  /** Everything to allocate for training: the backbone's variables first, then the method's own. */
  List<VariableSpec> variables();

  /** Whether a step needs unlabelled images. */
  boolean usesUnlabeled();

  /**
   * One step's losses. Inputs are the tensors of a {@link dev.icl.core.batch.Batch}; outputs are
   * float32 scalars: {@link #OBJECTIVE} and its terms, as {@code ce}, {@code dice}, {@code aux},
   * {@code pse}, {@code consis} (unweighted).
   */
  Program trainingProgram();

  /**
   * How often one training step passes through the layer that holds a variable: what one step adds
   * to that layer's {@code num_batches_tracked}.
   *
   * @param variable state-dict name
   */
  int trainingPasses(String variable);
}

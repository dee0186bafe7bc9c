package dev.icl.modules.network;

import dev.icl.core.engine.Program;
import dev.icl.core.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** The outputs of a network as those of a program. */
public final class OutputTensors {
  private OutputTensors() {}

  /** {@code logits}, {@code feature0} and so on, of the images {@code x}. */
  public static Program of(SegmentationNetwork network) {
    return (scope, in) -> {
      NetworkOutput output = network.apply(scope, in.get("x"));
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      tensors.put("logits", output.logits());
      for (int i = 0; i < output.features().size(); i++) {
        tensors.put("feature" + i, output.features().get(i));
      }
      return tensors;
    };
  }
}

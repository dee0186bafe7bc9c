package dev.icl.core.contract;

import dev.icl.core.engine.Program;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A use that every engine must refuse with one text.
 *
 * @param inputs operands by name
 * @param body the use
 * @param text the whole message of the {@link IllegalArgumentException}
 */
public record RefusalCase(Map<String, HostTensor> inputs, OpCase.Body body, String text) {

  static RefusalCase refuses(String text, OpCase.Body body) {
    return new RefusalCase(Map.of(), body, text);
  }

  /** With a float32 operand. */
  RefusalCase given(String name, int... dims) {
    return given(name, DType.F32, dims);
  }

  RefusalCase given(String name, DType dtype, int... dims) {
    Map<String, HostTensor> more = new LinkedHashMap<>(inputs);
    more.put(name, HostTensor.zeros(dtype, Shape.of(dims)));
    return new RefusalCase(more, body, text);
  }

  /** The use as a program. */
  Program program() {
    return (scope, given) -> {
      Tensor result = body.apply(scope.ops(), given.asMap());
      return Map.of(OpCase.OUTPUT, result);
    };
  }

  @Override
  public String toString() {
    return text;
  }
}

package dev.icl.export.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Models in ONNX Runtime. */
public final class OnnxRuns {
  /** ONNX Runtime needs more than Java's threads have, and ends the process where it has less. */
  private static final long STACK = 64L << 20;

  private OnnxRuns() {}

  /**
   * The outputs of a model.
   *
   * @param file the model
   * @param inputs by name
   */
  public static Map<String, HostTensor> of(Path file, Map<String, HostTensor> inputs) {
    FutureTask<Map<String, HostTensor>> run = new FutureTask<>(() -> run(file, inputs));
    new Thread(null, run, "onnx-runtime", STACK).start();
    try {
      return run.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(file + ": " + e.getMessage(), e);
    }
  }

  private static Map<String, HostTensor> run(Path file, Map<String, HostTensor> inputs) {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    Map<String, OnnxTensor> fed = new LinkedHashMap<>();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      try (OrtSession session = environment.createSession(file.toString(), options)) {
        for (Map.Entry<String, HostTensor> input : inputs.entrySet()) {
          fed.put(input.getKey(), tensor(environment, input.getValue()));
        }
        fed.keySet().retainAll(session.getInputNames());
        try (OrtSession.Result result = session.run(fed)) {
          Map<String, HostTensor> outputs = new LinkedHashMap<>();
          for (Map.Entry<String, OnnxValue> output : result) {
            outputs.put(output.getKey(), host((OnnxTensor) output.getValue()));
          }
          return outputs;
        }
      }
    } catch (OrtException e) {
      throw new AssertionError(file + ": " + e.getMessage(), e);
    } finally {
      fed.values().forEach(OnnxTensor::close);
    }
  }

  private static OnnxTensor tensor(OrtEnvironment environment, HostTensor value)
      throws OrtException {
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(value.bytes().remaining()).order(ByteOrder.nativeOrder());
    bytes.put(value.bytes()).flip();
    long[] shape = Arrays.stream(value.shape().toArray()).asLongStream().toArray();
    return switch (value.dtype()) {
      case F32 -> OnnxTensor.createTensor(environment, bytes.asFloatBuffer(), shape);
      case F64 -> OnnxTensor.createTensor(environment, bytes.asDoubleBuffer(), shape);
      case I64 -> OnnxTensor.createTensor(environment, bytes.asLongBuffer(), shape);
      case I32 -> OnnxTensor.createTensor(environment, bytes.asIntBuffer(), shape);
      case U8 ->
          OnnxTensor.createTensor(environment, bytes, shape, ai.onnxruntime.OnnxJavaType.UINT8);
      case BOOL ->
          OnnxTensor.createTensor(environment, bytes, shape, ai.onnxruntime.OnnxJavaType.BOOL);
    };
  }

  private static HostTensor host(OnnxTensor tensor) {
    TensorInfo info = tensor.getInfo();
    Shape shape = Shape.of(Arrays.stream(info.getShape()).mapToInt(Math::toIntExact).toArray());
    DType dtype =
        switch (info.type) {
          case FLOAT -> DType.F32;
          case DOUBLE -> DType.F64;
          case INT64 -> DType.I64;
          case INT32 -> DType.I32;
          case UINT8 -> DType.U8;
          case BOOL -> DType.BOOL;
          default -> throw new AssertionError("an output of type " + info.type);
        };
    ByteBuffer bytes = tensor.getByteBuffer();
    ByteBuffer copy = ByteBuffer.allocate(bytes.remaining());
    copy.put(bytes).flip();
    return HostTensor.wrap(dtype, shape, copy.order(ByteOrder.LITTLE_ENDIAN));
  }
}

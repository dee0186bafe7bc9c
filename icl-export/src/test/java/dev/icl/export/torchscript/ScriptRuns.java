package dev.icl.export.torchscript;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.EnginePlugins;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** TorchScript archives in libtorch. */
public final class ScriptRuns {
  static {
    EnginePlugins.discover().select("pytorch").probe(EngineOptions.defaults());
  }

  private ScriptRuns() {}

  /**
   * The outputs of a module.
   *
   * @param file the archive
   * @param inputs by name, given in the order of their names
   */
  public static List<HostTensor> of(Path file, Map<String, HostTensor> inputs) {
    try (PtNDManager manager =
            (PtNDManager) Engine.getEngine("PyTorch").newBaseManager().newSubManager();
        InputStream in = Files.newInputStream(file);
        PtSymbolBlock module = JniUtils.loadModule(manager, in, false, false)) {
      NDList given = new NDList();
      new TreeMap<>(inputs).values().forEach(value -> given.add(array(manager, value)));
      return IValueUtils.forward(module, given, false).stream().map(ScriptRuns::host).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static NDArray array(PtNDManager manager, HostTensor value) {
    long[] sizes = Arrays.stream(value.shape().toArray()).asLongStream().toArray();
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(value.bytes().remaining()).order(ByteOrder.nativeOrder());
    bytes.put(value.bytes()).flip();
    return manager.create(bytes, new ai.djl.ndarray.types.Shape(sizes), type(value.dtype()));
  }

  private static HostTensor host(NDArray array) {
    DType dtype =
        Arrays.stream(DType.values())
            .filter(type -> type(type) == array.getDataType())
            .findFirst()
            .orElseThrow();
    int[] sizes = Arrays.stream(array.getShape().getShape()).mapToInt(Math::toIntExact).toArray();
    byte[] bytes = array.toByteArray();
    return HostTensor.wrap(
        dtype, Shape.of(sizes), ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
  }

  private static DataType type(DType dtype) {
    return switch (dtype) {
      case F32 -> DataType.FLOAT32;
      case F64 -> DataType.FLOAT64;
      case I64 -> DataType.INT64;
      case I32 -> DataType.INT32;
      case U8 -> DataType.UINT8;
      case BOOL -> DataType.BOOLEAN;
    };
  }
}

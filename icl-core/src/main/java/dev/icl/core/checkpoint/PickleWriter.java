package dev.icl.core.checkpoint;

import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.Shape;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A writer of pickles as PyTorch's archives hold them: tensors and what is around them. */
public final class PickleWriter {
  private final ByteArrayOutputStream pickle = new ByteArrayOutputStream();

  /** Begins a pickle of protocol 2. */
  public PickleWriter() {
    opcode(0x80).opcode(2);
  }

  /** The bytes that were written, and the end of the pickle. */
  public byte[] ended() {
    opcode('.');
    return pickle.toByteArray();
  }

  /**
   * {@code torch._utils._rebuild_tensor_v2(storage, 0, sizes, strides, False, OrderedDict())}, in C
   * order.
   *
   * @param dtype element type
   * @param shape sizes of the axes
   * @param key the name of the tensor's storage among the archive's data
   */
  public PickleWriter tensor(DType dtype, Shape shape, int key) {
    global("torch._utils", "_rebuild_tensor_v2").opcode('(').opcode('(');
    text("storage");
    global("torch", type(dtype).storage());
    text(Integer.toString(key));
    text("cpu");
    number(shape.numel()).opcode('t').opcode('Q');
    number(0).opcode('(');
    for (int axis = 0; axis < shape.rank(); axis++) {
      number(shape.dim(axis));
    }
    opcode('t').opcode('(');
    for (int axis = 0; axis < shape.rank(); axis++) {
      number(shape.slice(axis + 1, shape.rank()).numel());
    }
    opcode('t').opcode(0x89);
    return emptyDictionary().opcode('t').opcode('R');
  }

  private static TorchType type(DType dtype) {
    return switch (dtype) {
      case F32 -> TorchType.FLOAT;
      case F64 -> TorchType.DOUBLE;
      case I64 -> TorchType.LONG;
      case I32 -> TorchType.INT;
      case U8 -> TorchType.BYTE;
      case BOOL -> TorchType.BOOL;
    };
  }

  /** An ordered dictionary without entries. */
  public PickleWriter emptyDictionary() {
    return global("collections", "OrderedDict").opcode(')').opcode('R');
  }

  /**
   * Writes a class or function that a module of Python defines.
   *
   * @param module its name
   * @param name of the class or function
   */
  public PickleWriter global(String module, String name) {
    opcode('c');
    pickle.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
    return this;
  }

  /** A text. */
  public PickleWriter text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    opcode('X');
    pickle.writeBytes(little(Integer.BYTES).putInt(bytes.length).array());
    pickle.writeBytes(bytes);
    return this;
  }

  /** A number that is not negative. */
  private PickleWriter number(long number) {
    if (number <= Integer.MAX_VALUE) {
      opcode('J');
      pickle.writeBytes(little(Integer.BYTES).putInt((int) number).array());
    } else {
      opcode(0x8a).opcode(Long.BYTES);
      pickle.writeBytes(little(Long.BYTES).putLong(number).array());
    }
    return this;
  }

  /** A single opcode. */
  public PickleWriter opcode(int opcode) {
    pickle.write(opcode);
    return this;
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}

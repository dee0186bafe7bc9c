package dev.icl.core.checkpoint;

import dev.icl.core.engine.VariableSpec;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.function.Function;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A writer of state dicts as {@code torch.save} writes them since PyTorch 1.6, for {@code
 * torch.load} and {@code load_state_dict}: an ordered dictionary of tensors, each with a storage of
 * its own.
 */
final class TorchWriter {
  private static final String FOLDER = "archive/";

  private final ByteArrayOutputStream pickle = new ByteArrayOutputStream();

  private TorchWriter() {}

  /**
   * Writes a state dict.
   *
   * @param out where, not closed
   * @param specs the names, in their order
   * @param values gives the value of each, once
   * @throws IOException if writing fails
   */
  static void write(
      OutputStream out, Collection<VariableSpec> specs, Function<VariableSpec, HostTensor> values)
      throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    put(zip, FOLDER + "data.pkl", ByteBuffer.wrap(new TorchWriter().pickled(specs)));
    int key = 0;
    for (VariableSpec spec : specs) {
      put(zip, FOLDER + "data/" + key++, values.apply(spec).bytes());
    }
    put(zip, FOLDER + "version", ByteBuffer.wrap("3\n".getBytes(StandardCharsets.US_ASCII)));
    zip.finish();
  }

  private static void put(ZipOutputStream zip, String name, ByteBuffer bytes) throws IOException {
    CRC32 sum = new CRC32();
    sum.update(bytes.duplicate());
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.remaining());
    entry.setCrc(sum.getValue());
    zip.putNextEntry(entry);
    byte[] part = new byte[1 << 16];
    while (bytes.hasRemaining()) {
      int length = Math.min(part.length, bytes.remaining());
      bytes.get(part, 0, length);
      zip.write(part, 0, length);
    }
    zip.closeEntry();
  }

  private byte[] pickled(Collection<VariableSpec> specs) {
    opcode(0x80).opcode(2);
    emptyDictionary().opcode('(');
    int key = 0;
    for (VariableSpec spec : specs) {
      text(spec.name());
      tensor(spec, key++);
    }
    opcode('u').opcode('.');
    return pickle.toByteArray();
  }

  /** {@code torch._utils._rebuild_tensor_v2(storage, 0, sizes, strides, False, OrderedDict())}. */
  private void tensor(VariableSpec spec, int key) {
    Shape shape = spec.shape();
    global("torch._utils", "_rebuild_tensor_v2").opcode('(').opcode('(');
    text("storage");
    global("torch", type(spec.dtype()).storage());
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
    emptyDictionary().opcode('t').opcode('R');
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

  private TorchWriter emptyDictionary() {
    return global("collections", "OrderedDict").opcode(')').opcode('R');
  }

  private TorchWriter global(String module, String name) {
    opcode('c');
    pickle.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
    return this;
  }

  private void text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    opcode('X');
    pickle.writeBytes(little(Integer.BYTES).putInt(bytes.length).array());
    pickle.writeBytes(bytes);
  }

  /** A number that is not negative. */
  private TorchWriter number(long number) {
    if (number <= Integer.MAX_VALUE) {
      opcode('J');
      pickle.writeBytes(little(Integer.BYTES).putInt((int) number).array());
    } else {
      opcode(0x8a).opcode(Long.BYTES);
      pickle.writeBytes(little(Long.BYTES).putLong(number).array());
    }
    return this;
  }

  private TorchWriter opcode(int opcode) {
    pickle.write(opcode);
    return this;
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}

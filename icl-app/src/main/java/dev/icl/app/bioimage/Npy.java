package dev.icl.app.bioimage;

import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** NumPy's files of one array, version 1.0. */
final class Npy {
  private static final int BLOCK = 64;
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};

  private Npy() {}

  /**
   * The file of a tensor.
   *
   * @param tensor float32
   */
  static byte[] of(HostTensor tensor) {
    String header =
        "{'descr': '<f4', 'fortran_order': False, 'shape': %s, }".formatted(tuple(tensor.shape()));
    int prefix = MAGIC.length + Short.BYTES;
    int padded = (prefix + header.length() + 1 + BLOCK - 1) / BLOCK * BLOCK - prefix;
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(MAGIC);
    file.writeBytes(
        ByteBuffer.allocate(Short.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putShort((short) padded)
            .array());
    file.writeBytes(
        (header + " ".repeat(padded - header.length() - 1) + "\n")
            .getBytes(StandardCharsets.US_ASCII));
    byte[] values = new byte[tensor.bytes().remaining()];
    tensor.bytes().get(values);
    file.writeBytes(values);
    return file.toByteArray();
  }

  private static String tuple(Shape shape) {
    return Arrays.stream(shape.toArray())
        .mapToObj(size -> size + ",")
        .collect(Collectors.joining(" ", "(", ")"));
  }
}

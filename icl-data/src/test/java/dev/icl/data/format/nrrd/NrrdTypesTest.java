package dev.icl.data.format.nrrd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.ObjIntConsumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every name that the format's description has for a type of voxels, in both byte orders. */
class NrrdTypesTest extends NrrdFiles {
  private static final int[] VALUES = {0, 1, 100, 5, 127, 9};

  @ParameterizedTest
  @ValueSource(
      strings = {"signed char", "int8", "int8_t", "uchar", "unsigned char", "uint8", "uint8_t"})
  void oneByte(String type) throws IOException {
    requireReadsAs(type, 1, (bytes, value) -> bytes.put((byte) value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "short",
        "short int",
        "signed short",
        "signed short int",
        "int16",
        "int16_t",
        "ushort",
        "unsigned short",
        "unsigned short int",
        "uint16",
        "uint16_t"
      })
  void twoBytes(String type) throws IOException {
    requireReadsAs(type, 2, (bytes, value) -> bytes.putShort((short) value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"int", "signed int", "int32", "int32_t", "uint", "unsigned int", "uint32_t"})
  void fourBytes(String type) throws IOException {
    requireReadsAs(type, 4, ByteBuffer::putInt);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "longlong",
        "long long",
        "long long int",
        "signed long long",
        "signed long long int",
        "int64",
        "int64_t",
        "ulonglong",
        "unsigned long long",
        "unsigned long long int",
        "uint64",
        "uint64_t"
      })
  void eightBytes(String type) throws IOException {
    requireReadsAs(type, 8, (bytes, value) -> bytes.putLong(value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"float", "Float"})
  void single(String type) throws IOException {
    requireReadsAs(type, 4, (bytes, value) -> bytes.putFloat(value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"double", "DOUBLE"})
  void doublePrecision(String type) throws IOException {
    requireReadsAs(type, 8, (bytes, value) -> bytes.putDouble(value));
  }

  private void requireReadsAs(String type, int bytes, ObjIntConsumer<ByteBuffer> put)
      throws IOException {
    for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
      ByteBuffer voxels = ByteBuffer.allocate(VALUES.length * bytes).order(order);
      for (int value : VALUES) {
        put.accept(voxels, value);
      }
      String header =
          HEADER
              .replace("type: short", "type: " + type)
              .replace("big", order == ByteOrder.BIG_ENDIAN ? "big" : "little");

      Scan scan = read(file("a.nrrd", header, voxels.array()));

      assertThat(scan.floats(AxisOrder.FIRST_FASTEST)).containsExactly(0, 1, 100, 5, 127, 9);
    }
  }
}

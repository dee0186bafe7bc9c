package dev.icl.report.viewer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.zip.InflaterInputStream;

/** Reads packed voxels as the script of the page does. */
final class Unpacked {
  private Unpacked() {}

  static int[] numbers(String text, int bits) {
    byte[] bytes = inflated(text);
    int count = bytes.length * 8 / bits;
    int[] numbers = new int[count];
    int before = 0;
    for (int i = 0; i < count; i++) {
      int high = bits == 16 ? bytes[count + i] & 0xff : 0;
      before = (before + (bytes[i] & 0xff) + (high << 8)) & ((1 << bits) - 1);
      numbers[i] = before;
    }
    return numbers;
  }

  static double[] values(Packed.Image image) {
    int[] numbers = numbers(image.text(), image.bits());
    double[] values = new double[numbers.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = image.low() + numbers[i] * image.step();
    }
    return values;
  }

  private static byte[] inflated(String text) {
    byte[] packed = Base64.getDecoder().decode(text);
    try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

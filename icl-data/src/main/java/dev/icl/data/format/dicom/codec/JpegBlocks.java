package dev.icl.data.format.dicom.codec;

import java.util.Arrays;

/** The blocks of 8 by 8 samples of a JPEG image with cosine transforms. */
final class JpegBlocks {
  private static final int SIDE = 8;
  private static final int AREA = SIDE * SIDE;

  private static final int[] ZIGZAG = {
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20,
    13, 6, 7, 14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59,
    52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63
  };

  /** The weight of a frequency at a place: {@code [place][frequency]}. */
  private static final double[][] COSINES = cosines();

  private final JpegHeader header;
  private final JpegBits bits;
  private final double[] block = new double[AREA];
  private final double[] half = new double[AREA];
  private int mean;

  JpegBlocks(JpegHeader header, JpegBits bits) {
    this.header = header;
    this.bits = bits;
  }

  private static double[][] cosines() {
    double[][] table = new double[SIDE][SIDE];
    for (int place = 0; place < SIDE; place++) {
      for (int frequency = 0; frequency < SIDE; frequency++) {
        double scale = frequency == 0 ? Math.sqrt(0.125) : 0.5;
        table[place][frequency] = scale * Math.cos((2 * place + 1) * frequency * Math.PI / 16);
      }
    }
    return table;
  }

  int[] decode(FrameSize size) throws CodecException {
    int[] samples = new int[size.samples()];
    int count = 0;
    for (int row = 0; row < size.rows(); row += SIDE) {
      for (int column = 0; column < size.columns(); column += SIDE) {
        if (header.restart() > 0 && count > 0 && count % header.restart() == 0) {
          bits.restart();
          mean = 0;
        }
        count++;
        read();
        transform();
        put(samples, size, row, column);
      }
    }
    return samples;
  }

  private void read() throws CodecException {
    Arrays.fill(block, 0);
    int length = header.dc().next(bits);
    if (length > 16) {
      throw new CodecException("a difference has %d bits".formatted(length));
    }
    mean += bits.difference(length);
    block[0] = (double) mean * header.quantization()[0];
    for (int i = 1; i < AREA; i++) {
      int symbol = header.ac().next(bits);
      int zeros = symbol >> 4;
      int size = symbol & 0xf;
      if (size == 0 && zeros < 15) {
        return;
      }
      i += zeros;
      if (i >= AREA) {
        throw new CodecException("a block has more than 64 coefficients");
      }
      block[ZIGZAG[i]] = (double) bits.difference(size) * header.quantization()[i];
    }
  }

  private void transform() {
    for (int v = 0; v < SIDE; v++) {
      for (int x = 0; x < SIDE; x++) {
        double sum = 0;
        for (int u = 0; u < SIDE; u++) {
          sum += COSINES[x][u] * block[SIDE * v + u];
        }
        half[SIDE * v + x] = sum;
      }
    }
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        double sum = 0;
        for (int v = 0; v < SIDE; v++) {
          sum += COSINES[y][v] * half[SIDE * v + x];
        }
        block[SIDE * y + x] = sum;
      }
    }
  }

  private void put(int[] samples, FrameSize size, int row, int column) {
    int middle = 1 << (header.precision() - 1);
    for (int y = 0; y < Math.min(SIDE, size.rows() - row); y++) {
      for (int x = 0; x < Math.min(SIDE, size.columns() - column); x++) {
        long value = Math.round(block[SIDE * y + x]) + middle;
        samples[(row + y) * size.columns() + column + x] =
            (int) Math.max(0, Math.min(2L * middle - 1, value));
      }
    }
  }
}

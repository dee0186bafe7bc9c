package dev.icl.data.format.dicom.codec;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The markers of a JPEG image of one component, up to its scan.
 *
 * @param process the number of the frame's marker: 0 baseline, 1 extended, 3 lossless
 * @param precision bits of a sample
 * @param restart samples or blocks between restart markers; 0 for none
 * @param dc the Huffman table of differences
 * @param ac that of the other coefficients; the first one where there is none
 * @param quantization 64 divisors in zigzag order; ones where there is no table
 * @param selection the predictor of lossless images
 * @param shift by which samples are moved up
 * @param scan where the coded data begin
 */
record JpegHeader(
    int process,
    int precision,
    int restart,
    HuffmanTable dc,
    HuffmanTable ac,
    int[] quantization,
    int selection,
    int shift,
    int scan) {
  private static final int LOSSLESS = 3;

  /**
   * Reads the markers.
   *
   * @throws CodecException if the image is no such one, or of another size
   */
  static JpegHeader parse(byte[] data, FrameSize size) throws CodecException {
    Markers markers = new Markers(data);
    Map<Integer, HuffmanTable> huffman = new HashMap<>();
    Map<Integer, int[]> quantization = new HashMap<>();
    int process = -1;
    int precision = 0;
    int table = 0;
    int restart = 0;
    while (true) {
      int marker = markers.next();
      int at = markers.body();
      int end = markers.end();
      switch (marker) {
        case 0xc0, 0xc1, 0xc3 -> {
          process = marker - 0xc0;
          precision = data[at] & 0xff;
          size.require(Markers.u16(data, at + 1), Markers.u16(data, at + 3));
          Markers.requireOne(data[at + 5]);
          table = data[at + 8] & 3;
        }
        case 0xc4 -> {
          for (int i = at; i < end; i += 1 + HuffmanTable.size(data, i + 1)) {
            huffman.put(data[i] & 0x1f, new HuffmanTable(data, i + 1));
          }
        }
        case 0xc2, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf ->
            throw new CodecException(
                "it is progressive, hierarchical or arithmetically coded JPEG, which is not read");
        case 0xdb -> quantization(data, at, end, quantization);
        case 0xdd -> restart = Markers.u16(data, at);
        case 0xda -> {
          Markers.requireOne(data[at]);
          if (process < 0) {
            throw new CodecException("its frame has no header");
          }
          requirePrecision(process, precision);
          HuffmanTable dc = table(huffman, data[at + 2] >> 4 & 0xf);
          return new JpegHeader(
              process,
              precision,
              restart,
              dc,
              process == LOSSLESS ? dc : table(huffman, 0x10 | data[at + 2] & 0xf),
              quantization.getOrDefault(table, ones()),
              data[at + 3] & 0xff,
              data[at + 5] & 0xf,
              end);
        }
        default -> {
          // remarks of programs
        }
      }
    }
  }

  private static void requirePrecision(int process, int precision) throws CodecException {
    boolean known =
        switch (process) {
          case 0 -> precision == 8;
          case 1 -> precision == 8 || precision == 12;
          default -> precision >= 2 && precision <= 16;
        };
    if (!known) {
      throw new CodecException("it has samples of %d bits".formatted(precision));
    }
  }

  private static HuffmanTable table(Map<Integer, HuffmanTable> tables, int name)
      throws CodecException {
    HuffmanTable table = tables.get(name);
    if (table == null) {
      throw new CodecException("a Huffman table is missing");
    }
    return table;
  }

  private static void quantization(byte[] data, int from, int end, Map<Integer, int[]> tables) {
    int at = from;
    while (at < end) {
      boolean wide = data[at] >> 4 != 0;
      int[] table = new int[64];
      for (int i = 0; i < 64; i++) {
        table[i] = wide ? Markers.u16(data, at + 1 + 2 * i) : data[at + 1 + i] & 0xff;
      }
      tables.put(data[at] & 0xf, table);
      at += wide ? 129 : 65;
    }
  }

  private static int[] ones() {
    int[] ones = new int[64];
    Arrays.fill(ones, 1);
    return ones;
  }
}

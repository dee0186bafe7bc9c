package dev.icl.data.format.dicom.codec;

import java.util.List;

/**
 * The coding style of a tile.
 *
 * @param startMarkers whether packets may begin with a marker
 * @param endMarkers whether packet headers end with one
 * @param progression the order of packets, 0 to 4
 * @param layers the number of layers
 * @param levels the number of decompositions
 * @param blockWidth the logarithm of a code block's width
 * @param blockHeight that of its height
 * @param flags of code blocks
 * @param reversible whether the wavelet is the reversible one
 * @param precincts logarithms of the width and, in the upper four bits, of the height of precincts,
 *     one for each resolution
 */
record J2kStyle(
    boolean startMarkers,
    boolean endMarkers,
    int progression,
    int layers,
    int levels,
    int blockWidth,
    int blockHeight,
    int flags,
    boolean reversible,
    List<Integer> precincts) {
  /** Contexts begin anew after every pass. */
  static final int RESET = 2;

  /** Nothing is known of the stripe below. */
  static final int CAUSAL = 8;

  /** Four bits follow every cleanup. */
  static final int SEGMENTS = 32;

  private static final int BYPASS = 1;
  private static final int TERMINATED = 4;
  private static final int LARGEST = 15;

  J2kStyle {
    precincts = List.copyOf(precincts);
  }

  /**
   * Reads the default coding style.
   *
   * @throws CodecException if it is none, or one that is not decoded
   */
  static J2kStyle parse(byte[] data, int at) throws CodecException {
    J2kStyle style =
        new J2kStyle(
            (data[at] & 2) != 0,
            (data[at] & 4) != 0,
            data[at + 1],
            Markers.u16(data, at + 2),
            0,
            0,
            0,
            0,
            false,
            List.of());
    if (style.progression < 0 || style.progression > 4 || style.layers == 0) {
      throw new CodecException("its coding style is unknown");
    }
    return style.with(data, at + 5, (data[at] & 1) != 0);
  }

  /**
   * The same with the part of the style that a component may have of its own.
   *
   * @param data the code stream
   * @param at where that part begins
   * @param sized whether sizes of precincts follow
   */
  J2kStyle with(byte[] data, int at, boolean sized) throws CodecException {
    int decompositions = data[at] & 0xff;
    int width = (data[at + 1] & 0xff) + 2;
    int height = (data[at + 2] & 0xff) + 2;
    int blockFlags = data[at + 3] & 0xff;
    if (decompositions > 32 || width > 10 || height > 10 || width + height > 12) {
      throw new CodecException("its coding style is unknown");
    }
    if ((blockFlags & (BYPASS | TERMINATED)) != 0) {
      throw new CodecException("its code blocks bypass the arithmetic coder, which is not read");
    }
    Integer[] sizes = new Integer[decompositions + 1];
    for (int r = 0; r <= decompositions; r++) {
      sizes[r] = sized ? data[at + 5 + r] & 0xff : LARGEST << 4 | LARGEST;
      if (r > 0 && ((sizes[r] & 0xf) == 0 || sizes[r] >> 4 == 0)) {
        throw new CodecException("its precincts have no size");
      }
    }
    return new J2kStyle(
        startMarkers,
        endMarkers,
        progression,
        layers,
        decompositions,
        width,
        height,
        blockFlags,
        data[at + 4] == 1,
        List.of(sizes));
  }

  /** The logarithm of the width of a resolution's precincts. */
  int precinctWidth(int resolution) {
    return precincts.get(resolution) & 0xf;
  }

  /** The logarithm of their height. */
  int precinctHeight(int resolution) {
    return precincts.get(resolution) >> 4;
  }
}

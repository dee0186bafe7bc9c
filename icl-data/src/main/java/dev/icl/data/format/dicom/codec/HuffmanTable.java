package dev.icl.data.format.dicom.codec;

/** A Huffman code of JPEG, as a table of all 16 bits that may come next. */
final class HuffmanTable {
  private static final int LONGEST = 16;

  private final byte[] symbols = new byte[1 << LONGEST];

  /** 0 where no code begins so. */
  private final byte[] lengths = new byte[1 << LONGEST];

  /**
   * @param data with the number of codes of each length, then their symbols
   * @param at where the numbers begin
   * @throws CodecException if there are more codes than bits can tell apart
   */
  HuffmanTable(byte[] data, int at) throws CodecException {
    int next = at + LONGEST;
    int code = 0;
    for (int length = 1; length <= LONGEST; length++) {
      for (int n = data[at + length - 1] & 0xff; n > 0; n--) {
        int span = 1 << (LONGEST - length);
        if (code + span > symbols.length) {
          throw new CodecException("its Huffman table is none");
        }
        byte symbol = data[next++];
        for (int i = code; i < code + span; i++) {
          symbols[i] = symbol;
          lengths[i] = (byte) length;
        }
        code += span;
      }
    }
  }

  /** The number of bytes that a table takes. */
  static int size(byte[] data, int at) {
    int size = LONGEST;
    for (int i = 0; i < LONGEST; i++) {
      size += data[at + i] & 0xff;
    }
    return size;
  }

  int next(JpegBits bits) throws CodecException {
    int peeked = bits.peek16();
    if (lengths[peeked] == 0) {
      throw new CodecException("it has a code that its Huffman table lacks");
    }
    bits.skip(lengths[peeked]);
    return symbols[peeked] & 0xff;
  }
}

package dev.icl.data.format.dicom.codec;

/**
 * JPEG (ISO/IEC 10918-1) of one component with Huffman codes: baseline, extended sequential of 8 or
 * 12 bits, and lossless of 2 to 16 bits with any of its seven predictors.
 */
public final class Jpeg implements FrameDecoder {
  private static final int LOSSLESS = 3;

  @Override
  public int[] decode(byte[] data, FrameSize size) throws CodecException {
    JpegHeader header = JpegHeader.parse(data, size);
    JpegBits bits = new JpegBits(data, header.scan());
    int[] samples =
        header.process() == LOSSLESS
            ? lossless(header, bits, size)
            : new JpegBlocks(header, bits).decode(size);
    bits.requireNotBeyond();
    return samples;
  }

  private static int[] lossless(JpegHeader header, JpegBits bits, FrameSize size)
      throws CodecException {
    if (header.selection() < 1 || header.selection() > 7) {
      throw new CodecException("its predictor %d is unknown".formatted(header.selection()));
    }
    int middle = 1 << Math.max(0, header.precision() - header.shift() - 1);
    int columns = size.columns();
    int[] samples = new int[size.samples()];
    int rowStart = 0; // the first row since a restart
    for (int i = 0; i < samples.length; i++) {
      int column = i % columns;
      if (header.restart() > 0 && i > 0 && i % header.restart() == 0) {
        if (column != 0) {
          throw new CodecException("it restarts within a row");
        }
        bits.restart();
        rowStart = i;
      }
      int predicted;
      if (i - rowStart < columns) {
        predicted = column == 0 ? middle : samples[i - 1];
      } else if (column == 0) {
        predicted = samples[i - columns];
      } else {
        predicted =
            predicted(
                header.selection(), samples[i - 1], samples[i - columns], samples[i - columns - 1]);
      }
      int length = header.dc().next(bits);
      if (length > 16) {
        throw new CodecException("a difference has %d bits".formatted(length));
      }
      int difference = length == 16 ? 32768 : bits.difference(length);
      samples[i] = predicted + difference & 0xffff;
    }
    for (int i = 0; i < samples.length && header.shift() > 0; i++) {
      samples[i] <<= header.shift();
    }
    return samples;
  }

  /** The predictor of a number, of the samples to the left, above, and above to the left. */
  private static int predicted(int selection, int left, int above, int corner) {
    return switch (selection) {
      case 1 -> left;
      case 2 -> above;
      case 3 -> corner;
      case 4 -> left + above - corner;
      case 5 -> left + (above - corner >> 1);
      case 6 -> above + (left - corner >> 1);
      default -> left + above >> 1;
    };
  }
}

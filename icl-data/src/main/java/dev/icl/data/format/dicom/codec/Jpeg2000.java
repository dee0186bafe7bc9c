package dev.icl.data.format.dicom.codec;

/**
 * JPEG 2000 (ISO/IEC 15444-1) of one component: any number of tiles, layers and resolutions, all
 * five progressions, reversible and irreversible wavelets. Regions of interest, packed packet
 * headers, changes of the progression, and code blocks that end after every pass or bypass the
 * arithmetic coder are refused; encoders of DICOM files use none of these.
 */
public final class Jpeg2000 implements FrameDecoder {
  @Override
  public int[] decode(byte[] data, FrameSize size) throws CodecException {
    J2kStream stream = J2kStream.parse(data, size);
    int[] samples = new int[size.samples()];
    for (J2kStream.Tile tile : stream.tiles()) {
      decode(tile, stream.canvas(), samples);
    }
    return samples;
  }

  private static void decode(J2kStream.Tile tile, J2kCanvas canvas, int[] samples)
      throws CodecException {
    J2kStyle style = tile.style();
    J2kRect area = canvas.tile(tile.number());
    J2kResolution[] resolutions = new J2kResolution[style.levels() + 1];
    for (int r = 0; r < resolutions.length; r++) {
      resolutions[r] = J2kResolution.of(area, style, tile.steps(), canvas, r);
    }
    new J2kPackets(style, resolutions, area, tile.data()).read();
    double[] plane = new J2kBlocks(style).coefficients(resolutions[0].bands().get(0));
    for (int r = 1; r < resolutions.length; r++) {
      plane = J2kWavelet.joined(plane, resolutions[r], style);
    }
    put(plane, area, canvas, samples);
  }

  private static void put(double[] plane, J2kRect area, J2kCanvas canvas, int[] samples) {
    long least = canvas.signed() ? -(1L << (canvas.precision() - 1)) : 0;
    long most = least + (1L << canvas.precision()) - 1;
    long shift = canvas.signed() ? 0 : 1L << (canvas.precision() - 1);
    for (int y = area.y0(); y < area.y1(); y++) {
      int from = (y - area.y0()) * area.width();
      int to = (y - canvas.area().y0()) * canvas.area().width() + area.x0() - canvas.area().x0();
      for (int x = 0; x < area.width(); x++) {
        long value = Math.round(plane[from + x]) + shift;
        samples[to + x] = (int) Math.max(least, Math.min(most, value));
      }
    }
  }
}

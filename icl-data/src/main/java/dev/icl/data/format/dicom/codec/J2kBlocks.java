package dev.icl.data.format.dicom.codec;

/** The coefficients of bands, from the passes of their code blocks. */
final class J2kBlocks {
  private final J2kStyle style;

  J2kBlocks(J2kStyle style) {
    this.style = style;
  }

  /** All coefficients of a band, row by row. */
  double[] coefficients(J2kResolution.Band band) throws CodecException {
    J2kRect area = band.area();
    double[] out = new double[Math.multiplyExact(area.width(), area.height())];
    for (J2kResolution.Precinct precinct : band.precincts()) {
      for (J2kBlock block : precinct.blocks()) {
        if (block.passes() > 0) {
          J2kRect part = block.area();
          int[] numbers = new J2kPasses(block, band, style.flags()).decode();
          for (int y = 0; y < part.height(); y++) {
            int to = (part.y0() - area.y0() + y) * area.width() + part.x0() - area.x0();
            for (int x = 0; x < part.width(); x++) {
              int doubled = numbers[y * part.width() + x];
              // Numbers are doubled, so that half of the last bit can be told.
              int whole = doubled / 2;
              out[to + x] = style.reversible() ? whole : 0.5 * doubled * band.step();
            }
          }
        }
      }
    }
    return out;
  }
}

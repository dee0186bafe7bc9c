package dev.icl.data.format.dicom.codec;

/** Joins the bands of a resolution to the next finer plane, by the inverse wavelet transform. */
final class J2kWavelet {
  private static final double ALPHA = -1.586134342059924;
  private static final double BETA = -0.052980118572961;
  private static final double GAMMA = 0.882911075530934;
  private static final double DELTA = 0.443506852043971;
  private static final double SCALE = 1.230174104914001;

  /** Places by which a line is continued at either end. */
  private static final int MARGIN = 4;

  private final boolean reversible;
  private final double[] line;

  private J2kWavelet(boolean reversible, int longest) {
    this.reversible = reversible;
    this.line = new double[longest + 2 * MARGIN + 1];
  }

  /**
   * The plane of a resolution.
   *
   * @param low the plane of the resolution before
   * @param resolution with the other three bands
   * @param style of the coding
   */
  static double[] joined(double[] low, J2kResolution resolution, J2kStyle style)
      throws CodecException {
    J2kRect area = resolution.area();
    int width = area.width();
    int height = area.height();
    double[] plane = new double[Math.multiplyExact(width, height)];
    J2kRect coarse = area.halved(1);
    spread(low, coarse, plane, area, 0, 0);
    J2kBlocks blocks = new J2kBlocks(style);
    for (J2kResolution.Band band : resolution.bands()) {
      spread(
          blocks.coefficients(band), band.area(), plane, area, band.kind() & 1, band.kind() >> 1);
    }
    J2kWavelet wavelet = new J2kWavelet(style.reversible(), Math.max(width, height));
    for (int y = 0; y < height; y++) {
      wavelet.transform(plane, y * width, 1, width, area.x0() & 1);
    }
    for (int x = 0; x < width; x++) {
      wavelet.transform(plane, x, width, height, area.y0() & 1);
    }
    return plane;
  }

  /** Puts a band's numbers at every second place. */
  private static void spread(
      double[] band, J2kRect from, double[] plane, J2kRect area, int oddX, int oddY) {
    for (int y = from.y0(); y < from.y1(); y++) {
      int row = 2 * y + oddY - area.y0();
      for (int x = from.x0(); x < from.x1(); x++) {
        plane[row * area.width() + 2 * x + oddX - area.x0()] =
            band[(y - from.y0()) * from.width() + x - from.x0()];
      }
    }
  }

  /**
   * Transforms one line in place.
   *
   * @param plane that the line is in
   * @param from its first place
   * @param step the distance of places
   * @param length the number of places
   * @param odd 1 if its first number is one of high frequency
   */
  private void transform(double[] plane, int from, int step, int length, int odd) {
    if (length == 1) {
      if (odd == 1) {
        plane[from] = reversible ? Math.floor(plane[from] / 2) : plane[from] / 2;
      }
      return;
    }
    int begin = MARGIN + odd; // so that even places hold low frequencies
    for (int i = 0; i < length; i++) {
      line[begin + i] = plane[from + i * step];
    }
    int end = begin + length;
    for (int i = 1; i <= MARGIN; i++) {
      if (begin - i >= 0) {
        line[begin - i] = line[begin + mirrored(-i, length)];
      }
      if (end + i - 1 < line.length) {
        line[end + i - 1] = line[begin + mirrored(length + i - 1, length)];
      }
    }
    if (reversible) {
      reversibly(begin, end);
    } else {
      irreversibly(begin, end);
    }
    for (int i = 0; i < length; i++) {
      plane[from + i * step] = line[begin + i];
    }
  }

  private static int mirrored(int place, int length) {
    int period = 2 * (length - 1);
    int folded = Math.floorMod(place, period);
    return folded < length ? folded : period - folded;
  }

  private void reversibly(int begin, int end) {
    for (int i = begin - (begin & 1); i < end + 1; i += 2) {
      line[i] -= Math.floor((line[i - 1] + line[i + 1] + 2) / 4);
    }
    for (int i = begin | 1; i < end; i += 2) {
      line[i] += Math.floor((line[i - 1] + line[i + 1]) / 2);
    }
  }

  private void irreversibly(int begin, int end) {
    int first = begin - MARGIN;
    int last = Math.min(line.length, end + MARGIN);
    for (int i = first; i < last; i++) {
      line[i] *= (i & 1) == 0 ? SCALE : 1 / SCALE;
    }
    lift(0, first, last, 1, DELTA);
    lift(1, first, last, 2, GAMMA);
    lift(0, first, last, 3, BETA);
    lift(1, first, last, 4, ALPHA);
  }

  /** Takes a multiple of the two neighbours from every second number. */
  private void lift(int parity, int first, int last, int margin, double factor) {
    int from = first + margin;
    from += (from & 1) == parity ? 0 : 1;
    for (int i = from; i < last - margin; i += 2) {
      line[i] -= factor * (line[i - 1] + line[i + 1]);
    }
  }
}

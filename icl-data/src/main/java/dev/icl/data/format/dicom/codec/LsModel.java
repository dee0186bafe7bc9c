package dev.icl.data.format.dicom.codec;

/**
 * The parameters of a JPEG-LS scan.
 *
 * @param most the largest sample
 * @param near the largest error, 0 for lossless
 * @param t1 the first threshold of gradients
 * @param t2 the second
 * @param t3 the third
 * @param reset the number of samples after which a context is halved
 */
record LsModel(int most, int near, int t1, int t2, int t3, int reset) {
  /**
   * The parameters, the usual ones where a preset is 0.
   *
   * @param precision bits of a sample
   * @param near the largest error
   * @param presets largest sample, three thresholds, reset
   * @throws CodecException if they do not go together
   */
  static LsModel of(int precision, int near, int[] presets) throws CodecException {
    int most = presets[0] > 0 ? presets[0] : (1 << precision) - 1;
    int least;
    int[] usual;
    if (most >= 128) {
      int factor = (Math.min(most, 4095) + 128) / 256;
      usual =
          new int[] {factor + 2 + 3 * near, factor * 4 + 3 + 5 * near, factor * 17 + 4 + 7 * near};
    } else {
      int factor = 256 / (most + 1);
      usual =
          new int[] {
            Math.max(2, 3 / factor + 3 * near),
            Math.max(3, 7 / factor + 5 * near),
            Math.max(4, 21 / factor + 7 * near)
          };
    }
    int[] thresholds = new int[3];
    least = near + 1;
    for (int i = 0; i < 3; i++) {
      int sane = usual[i] > most || usual[i] < least ? least : usual[i];
      thresholds[i] = presets[i + 1] > 0 ? presets[i + 1] : sane;
      least = thresholds[i];
    }
    int reset = presets[4] > 0 ? presets[4] : 64;
    boolean ordered =
        near + 1 <= thresholds[0]
            && thresholds[0] <= thresholds[1]
            && thresholds[1] <= thresholds[2]
            && thresholds[2] <= most;
    if (most >= 1 << precision || near > Math.min(255, most / 2) || !ordered || reset < 3) {
      throw new CodecException("its parameters do not go together");
    }
    return new LsModel(most, near, thresholds[0], thresholds[1], thresholds[2], reset);
  }

  /** The number of quantised errors. */
  int range() {
    return (most + 2 * near) / (2 * near + 1) + 1;
  }

  /** The number of bits of a quantised error. */
  int errorBits() {
    return bitsFor(range());
  }

  /** The longest code of an error. */
  int limit() {
    int bits = Math.max(2, bitsFor(most + 1));
    return 2 * (bits + Math.max(8, bits));
  }

  private static int bitsFor(int values) {
    return 32 - Integer.numberOfLeadingZeros(values - 1);
  }

  /** The class of a gradient, from -4 to 4. */
  int quantized(int gradient) {
    int size = Math.abs(gradient);
    int step = size <= near ? 0 : size < t1 ? 1 : size < t2 ? 2 : size < t3 ? 3 : 4;
    return gradient < 0 ? -step : step;
  }

  /** A predicted value within the range of samples. */
  int clamped(int value) {
    return Math.max(0, Math.min(most, value));
  }

  /** The sample of a prediction and a quantised error. */
  int restored(int predicted, int error) {
    int step = 2 * near + 1;
    int value = predicted + error * step;
    if (value < -near) {
      value += range() * step;
    } else if (value > most + near) {
      value -= range() * step;
    }
    return clamped(value);
  }
}

package dev.icl.data.format.dicom.codec;

/** The MQ decoder of JPEG 2000: adaptive binary arithmetic codes. */
final class ArithmeticDecoder {
  private static final int[] LIKELIHOODS = {
    0x5601, 0x3401, 0x1801, 0x0ac1, 0x0521, 0x0221, 0x5601, 0x5401, 0x4801, 0x3801, 0x3001, 0x2401,
    0x1c01, 0x1601, 0x5601, 0x5401, 0x5101, 0x4801, 0x3801, 0x3401, 0x3001, 0x2801, 0x2401, 0x2201,
    0x1c01, 0x1801, 0x1601, 0x1401, 0x1201, 0x1101, 0x0ac1, 0x09c1, 0x08a1, 0x0521, 0x0441, 0x02a1,
    0x0221, 0x0141, 0x0111, 0x0085, 0x0049, 0x0025, 0x0015, 0x0009, 0x0005, 0x0001, 0x5601
  };
  private static final int[] AFTER_LIKELY = {
    1, 2, 3, 4, 5, 38, 7, 8, 9, 10, 11, 12, 13, 29, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26,
    27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 45, 46
  };
  private static final int[] AFTER_UNLIKELY = {
    1, 6, 9, 12, 29, 33, 6, 14, 14, 14, 17, 18, 20, 21, 14, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22,
    23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 46
  };
  private static final boolean[] SWITCHES = new boolean[47];

  static {
    SWITCHES[0] = true;
    SWITCHES[6] = true;
    SWITCHES[14] = true;
  }

  private final byte[] data;
  private final int[] states;
  private final int[] likely;
  private int at;
  private int code;
  private int interval;
  private int shifts;

  /**
   * @param data all bytes; ones follow them
   * @param contexts their number
   */
  ArithmeticDecoder(byte[] data, int contexts) {
    this.data = data;
    this.states = new int[contexts];
    this.likely = new int[contexts];
    code = octet(0) << 16;
    next();
    code <<= 7;
    shifts -= 7;
    interval = 0x8000;
  }

  /** Begins a context anew. */
  void reset(int context, int state) {
    states[context] = state;
    likely[context] = 0;
  }

  private int octet(int place) {
    return place < data.length ? data[place] & 0xff : 0xff;
  }

  private void next() {
    if (octet(at) == 0xff) {
      if (octet(at + 1) > 0x8f) {
        code += 0xff00;
        shifts = 8;
      } else {
        at++;
        code += octet(at) << 9;
        shifts = 7;
      }
    } else {
      at++;
      code += octet(at) << 8;
      shifts = 8;
    }
  }

  /** The next bit in a context. */
  int bit(int context) {
    int state = states[context];
    int likelihood = LIKELIHOODS[state];
    int bit = likely[context];
    interval -= likelihood;
    if (code >>> 16 < likelihood) {
      boolean unlikely = interval >= likelihood;
      interval = likelihood;
      bit = decided(context, state, bit, unlikely);
    } else {
      code -= likelihood << 16;
      if ((interval & 0x8000) != 0) {
        return bit;
      }
      bit = decided(context, state, bit, interval < likelihood);
    }
    do {
      if (shifts == 0) {
        next();
      }
      interval <<= 1;
      code <<= 1;
      shifts--;
    } while ((interval & 0x8000) == 0);
    return bit;
  }

  private int decided(int context, int state, int bit, boolean unlikely) {
    if (!unlikely) {
      states[context] = AFTER_LIKELY[state];
      return bit;
    }
    if (SWITCHES[state]) {
      likely[context] = 1 - bit;
    }
    states[context] = AFTER_UNLIKELY[state];
    return 1 - bit;
  }
}

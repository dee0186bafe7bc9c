package dev.icl.data.format.dicom.codec;

import java.util.Arrays;

/** The samples of a JPEG-LS scan, predicted from their neighbours in contexts that adapt. */
final class LsScan {
  private static final int CONTEXTS = 365;
  private static final int LARGEST_BIAS = 127;
  private static final int MOST_SHIFTS = 24;

  /** Logarithms of the lengths of runs. */
  private static final int[] RUNS = {
    0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12, 13,
    14, 15
  };

  private final LsModel model;
  private final StuffedBits bits;
  private final int errorBits;
  private final int limit;

  /** Sums of errors' sizes; two more contexts are for the ends of runs. */
  private final int[] sizes = new int[CONTEXTS + 2];

  private final int[] counts = new int[CONTEXTS + 2];
  private final int[] sums = new int[CONTEXTS];
  private final int[] biases = new int[CONTEXTS];
  private final int[] negatives = new int[2];
  private int run;

  LsScan(LsModel model, StuffedBits bits) {
    this.model = model;
    this.bits = bits;
    this.errorBits = model.errorBits();
    this.limit = model.limit();
    Arrays.fill(sizes, Math.max(2, (model.range() + 32) / 64));
    Arrays.fill(counts, 1);
  }

  int[] decode(FrameSize size) throws CodecException {
    int columns = size.columns();
    int[] samples = new int[size.samples()];
    // Rows with a place before and one behind, which repeat neighbours.
    int[] above = new int[columns + 2];
    int[] row = new int[columns + 2];
    for (int y = 0; y < size.rows(); y++) {
      row[0] = above[1];
      above[columns + 1] = above[columns];
      row(row, above, columns);
      System.arraycopy(row, 1, samples, y * columns, columns);
      int[] old = above;
      above = row;
      row = old;
    }
    return samples;
  }

  private void row(int[] row, int[] above, int columns) throws CodecException {
    int x = 1;
    while (x <= columns) {
      int left = row[x - 1];
      int q1 = model.quantized(above[x + 1] - above[x]);
      int q2 = model.quantized(above[x] - above[x - 1]);
      int q3 = model.quantized(above[x - 1] - left);
      if (q1 == 0 && q2 == 0 && q3 == 0) {
        x = run(row, above, x, columns);
      } else {
        row[x] = sample(81 * q1 + 9 * q2 + q3, left, above[x], above[x - 1]);
        x++;
      }
    }
  }

  private int sample(int signed, int left, int above, int corner) throws CodecException {
    int sign = signed < 0 ? -1 : 1;
    int context = Math.abs(signed);
    int predicted =
        corner >= Math.max(left, above)
            ? Math.min(left, above)
            : corner <= Math.min(left, above) ? Math.max(left, above) : left + above - corner;
    predicted = model.clamped(predicted + sign * biases[context]);
    int shift = shift(context, sizes[context]);
    int mapped = code(shift, limit);
    int error = (mapped & 1) == 0 ? mapped >> 1 : -(mapped + 1 >> 1);
    if (model.near() == 0 && shift == 0 && 2 * sums[context] <= -counts[context]) {
      error = -error - 1;
    }
    adapt(context, error);
    return model.restored(predicted, sign * error);
  }

  private int shift(int context, int size) throws CodecException {
    int shift = 0;
    while (counts[context] << shift < size) {
      shift++;
      if (shift > MOST_SHIFTS) {
        throw new CodecException("its errors grow without end");
      }
    }
    return shift;
  }

  private void adapt(int context, int error) {
    sums[context] += error * (2 * model.near() + 1);
    sizes[context] += Math.abs(error);
    if (counts[context] == model.reset()) {
      sizes[context] >>= 1;
      sums[context] = sums[context] >= 0 ? sums[context] >> 1 : -(1 - sums[context] >> 1);
      counts[context] >>= 1;
    }
    counts[context]++;
    int count = counts[context];
    if (sums[context] <= -count) {
      sums[context] = Math.max(sums[context] + count, 1 - count);
      biases[context] = Math.max(biases[context] - 1, -LARGEST_BIAS - 1);
    } else if (sums[context] > 0) {
      sums[context] = Math.min(sums[context] - count, 0);
      biases[context] = Math.min(biases[context] + 1, LARGEST_BIAS);
    }
  }

  /** A number as Golomb codes it, of at most so many bits. */
  private int code(int shift, int longest) throws CodecException {
    int zeros = 0;
    while (bits.bit() == 0) {
      zeros++;
      if (zeros > longest) {
        throw new CodecException("a code is too long");
      }
    }
    return zeros < longest - errorBits - 1
        ? zeros << shift | bits.bits(shift)
        : bits.bits(errorBits) + 1;
  }

  /** Repeats the sample to the left; the place behind the run and the sample that ends it. */
  private int run(int[] row, int[] above, int from, int columns) throws CodecException {
    int left = row[from - 1];
    int x = from;
    while (bits.bit() == 1) {
      int length = 1 << RUNS[run];
      int some = Math.min(length, columns + 1 - x);
      Arrays.fill(row, x, x + some, left);
      x += some;
      if (some == length && run < RUNS.length - 1) {
        run++;
      }
      if (x > columns) {
        return x;
      }
    }
    int rest = bits.bits(RUNS[run]);
    if (rest > columns - x) {
      throw new CodecException("a run is longer than its row");
    }
    Arrays.fill(row, x, x + rest, left);
    x += rest;
    row[x] = end(left, above[x]);
    run = Math.max(0, run - 1);
    return x + 1;
  }

  private int end(int left, int above) throws CodecException {
    int type = Math.abs(left - above) <= model.near() ? 1 : 0;
    int context = CONTEXTS + type;
    int size = type == 0 ? sizes[context] : sizes[context] + (counts[context] >> 1);
    int shift = shift(context, size);
    int mapped = code(shift, limit - RUNS[run] - 1);
    int doubled = mapped + type;
    boolean odd = (doubled & 1) == 1;
    int error = doubled + 1 >> 1;
    if ((shift != 0 || 2 * negatives[type] >= counts[context]) == odd) {
      error = -error;
    }
    if (error < 0) {
      negatives[type]++;
    }
    sizes[context] += mapped + 1 - type >> 1;
    if (counts[context] == model.reset()) {
      sizes[context] >>= 1;
      counts[context] >>= 1;
      negatives[type] >>= 1;
    }
    counts[context]++;
    int sign = type == 0 && left > above ? -1 : 1;
    return model.restored(type == 1 ? left : above, sign * error);
  }
}

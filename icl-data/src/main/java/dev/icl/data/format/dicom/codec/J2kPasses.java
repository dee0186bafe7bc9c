package dev.icl.data.format.dicom.codec;

import java.util.Arrays;

/**
 * The three passes of each bit plane of a code block: of numbers that are likely to become
 * significant, of those that are, and of the rest.
 */
final class J2kPasses {
  private static final int MOST_PLANES = 30;
  private static final int STRIPE = 4;
  private static final int SIGNS = 9;
  private static final int REFINEMENTS = 14;
  private static final int RUNS = 17;
  private static final int UNIFORM = 18;
  private static final int CONTEXTS = 19;

  private final ArithmeticDecoder coder;
  private final int flags;
  private final int kind;
  private final int passes;
  private final int planes;
  private final int width;
  private final int height;

  /** Width with a border on either side. */
  private final int stride;

  /** Sizes, doubled. */
  private final int[] sizes;

  /** With a border: 0, or the sign of what is significant. */
  private final byte[] signs;

  private final boolean[] refined;
  private final boolean[] visited;

  J2kPasses(J2kBlock block, J2kResolution.Band band, int flags) throws CodecException {
    this.coder = new ArithmeticDecoder(block.data(), CONTEXTS);
    this.flags = flags;
    this.kind = band.kind();
    this.passes = block.passes();
    this.planes = band.planes() - block.emptyPlanes();
    if (planes < 1 || planes > MOST_PLANES || passes > 3 * planes - 2) {
      throw new CodecException("a code block has too many bit planes");
    }
    this.width = block.area().width();
    this.height = block.area().height();
    this.stride = width + 2;
    this.sizes = new int[stride * (height + 2)];
    this.signs = new byte[sizes.length];
    this.refined = new boolean[sizes.length];
    this.visited = new boolean[sizes.length];
    resetContexts();
  }

  private void resetContexts() {
    for (int context = 0; context < CONTEXTS; context++) {
      coder.reset(context, 0);
    }
    coder.reset(0, 4);
    coder.reset(RUNS, 3);
    coder.reset(UNIFORM, 46);
  }

  /** The numbers, doubled, row by row. */
  int[] decode() {
    int plane = planes - 1;
    int pass = 2;
    for (int i = 0; i < passes; i++) {
      int bit = 1 << (plane + 1);
      for (int top = 0; top < height; top += STRIPE) {
        for (int x = 0; x < width; x++) {
          column(pass, x, top, Math.min(height, top + STRIPE), bit);
        }
      }
      if (pass == 2) {
        if ((flags & J2kStyle.SEGMENTS) != 0) {
          for (int n = 0; n < 4; n++) {
            int unused = coder.bit(UNIFORM);
          }
        }
        Arrays.fill(visited, false);
        plane--;
      }
      pass = (pass + 1) % 3;
      if ((flags & J2kStyle.RESET) != 0) {
        resetContexts();
      }
    }
    int[] out = new int[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int place = place(x, y);
        out[y * width + x] = signs[place] < 0 ? -sizes[place] : sizes[place];
      }
    }
    return out;
  }

  private int place(int x, int y) {
    return (y + 1) * stride + x + 1;
  }

  private void column(int pass, int x, int top, int bottom, int bit) {
    int first = top;
    if (pass == 2 && bottom - top == STRIPE && isQuiet(x, top)) {
      if (coder.bit(RUNS) == 0) {
        return;
      }
      first = top + (coder.bit(UNIFORM) << 1 | coder.bit(UNIFORM));
      becomeSignificant(place(x, first), bit, isLast(first, top));
      first++;
    }
    for (int y = first; y < bottom; y++) {
      int place = place(x, y);
      boolean last = isLast(y, top);
      switch (pass) {
        case 0 -> {
          if (signs[place] == 0) {
            int context = zeroContext(place, last);
            if (context > 0) {
              visited[place] = true;
              if (coder.bit(context) == 1) {
                becomeSignificant(place, bit, last);
              }
            }
          }
        }
        case 1 -> {
          if (signs[place] != 0 && !visited[place]) {
            refine(place, bit, last);
          }
        }
        default -> {
          if (signs[place] == 0 && !visited[place]) {
            if (coder.bit(zeroContext(place, last)) == 1) {
              becomeSignificant(place, bit, last);
            }
          }
        }
      }
    }
  }

  /** Whether rows below are not to be looked at. */
  private boolean isLast(int y, int top) {
    return (flags & J2kStyle.CAUSAL) != 0 && y == top + STRIPE - 1;
  }

  /** Whether four numbers and all around them are insignificant. */
  private boolean isQuiet(int x, int top) {
    for (int y = top; y < top + STRIPE; y++) {
      int place = place(x, y);
      if (signs[place] != 0 || visited[place] || zeroContext(place, isLast(y, top)) != 0) {
        return false;
      }
    }
    return true;
  }

  private int significant(int place) {
    return signs[place] & 1;
  }

  private int zeroContext(int place, boolean last) {
    int h = significant(place - 1) + significant(place + 1);
    int v = significant(place - stride);
    int d = significant(place - stride - 1) + significant(place - stride + 1);
    if (!last) {
      v += significant(place + stride);
      d += significant(place + stride - 1) + significant(place + stride + 1);
    }
    return kind == 3 ? diagonal(h + v, d) : kind == 1 ? straight(v, h, d) : straight(h, v, d);
  }

  private static int straight(int h, int v, int d) {
    if (h == 2) {
      return 8;
    }
    if (h == 1) {
      return v > 0 ? 7 : d > 0 ? 6 : 5;
    }
    return v == 2 ? 4 : v == 1 ? 3 : Math.min(2, d);
  }

  private static int diagonal(int hv, int d) {
    return switch (d) {
      case 0 -> Math.min(2, hv);
      case 1 -> 3 + Math.min(2, hv);
      case 2 -> hv > 0 ? 7 : 6;
      default -> 8;
    };
  }

  private void becomeSignificant(int place, int bit, boolean last) {
    int h = Math.max(-1, Math.min(1, signs[place - 1] + signs[place + 1]));
    int below = last ? 0 : signs[place + stride];
    int v = Math.max(-1, Math.min(1, signs[place - stride] + below));
    boolean flipped = h < 0 || h == 0 && v < 0;
    int along = flipped ? -v : v;
    int context = SIGNS + (h == 0 ? Math.abs(v) : 3 + along);
    boolean negative = coder.bit(context) == 1 != flipped;
    signs[place] = (byte) (negative ? -1 : 1);
    sizes[place] = bit | bit >> 1;
  }

  private void refine(int place, int bit, boolean last) {
    int context = REFINEMENTS + (refined[place] ? 2 : zeroContext(place, last) > 0 ? 1 : 0);
    sizes[place] += coder.bit(context) == 1 ? bit >> 1 : -(bit >> 1);
    refined[place] = true;
  }
}

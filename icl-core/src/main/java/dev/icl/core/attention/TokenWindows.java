package dev.icl.core.attention;

import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.Collections;
import java.util.List;
import java.util.function.IntBinaryOperator;
import java.util.stream.IntStream;

/**
 * The windows that a grid of tokens is cut into, of any number of axes. A grid whose sizes are no
 * multiples of the window's is padded at its end with zeros, which attend and are attended to like
 * other tokens. Shifted windows are those of the grid rolled towards its start: the last window
 * along an axis then holds tokens of both ends, which a mask keeps apart.
 *
 * @param sizes of the grid, at least 1 each
 * @param window sizes of a window, at least 1 each
 * @param shift the distance of the roll along each axis, below the window's size; 0 for none
 */
public record TokenWindows(List<Integer> sizes, List<Integer> window, List<Integer> shift) {
  /** The number added to the logit of a token of another region. */
  public static final double MASKED = -100;

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if they have different lengths
   */
  public TokenWindows {
    sizes = List.copyOf(sizes);
    window = List.copyOf(window);
    shift = List.copyOf(shift);
    if (sizes.isEmpty() || window.size() != sizes.size() || shift.size() != sizes.size()) {
      throw new IllegalArgumentException(
          "windows %s shifted by %s do not cut a grid of %s".formatted(window, shift, sizes));
    }
  }

  /**
   * Windows that shrink along each axis by itself: where the grid is no larger than the window, the
   * window is the grid, without a shift.
   *
   * @param sizes of the grid
   * @param window sizes of a window
   * @param shifted whether windows are shifted by half their size where they did not shrink
   */
  public static TokenWindows eachAxis(List<Integer> sizes, List<Integer> window, boolean shifted) {
    return new TokenWindows(
        sizes,
        along(sizes, (i, size) -> Math.min(size, window.get(i))),
        along(sizes, (i, size) -> shifted && size > window.get(i) ? window.get(i) / 2 : 0));
  }

  /**
   * Windows of one size along all axes, which shrink together: where the smallest axis of the grid
   * is no larger than the window, it is the window's size along every axis, without a shift.
   *
   * @param sizes of the grid
   * @param window size of a window along each axis
   * @param shifted whether windows that did not shrink are shifted by half their size
   */
  public static TokenWindows allAxes(List<Integer> sizes, int window, boolean shifted) {
    int smallest = Collections.min(sizes);
    int size = Math.min(window, smallest);
    int shift = shifted && smallest > window ? window / 2 : 0;
    int rank = sizes.size();
    return new TokenWindows(
        sizes, Collections.nCopies(rank, size), Collections.nCopies(rank, shift));
  }

  /** Whether windows are shifted along an axis. */
  public boolean isShifted() {
    return shift.stream().anyMatch(distance -> distance > 0);
  }

  /** Whether the windows divide the grid without padding. */
  public boolean divides() {
    return padded().equals(sizes);
  }

  /** The number of tokens of a window. */
  public int tokens() {
    return window.stream().reduce(1, Math::multiplyExact);
  }

  /** The number of windows. */
  public int count() {
    return windowsAlong().stream().reduce(1, Math::multiplyExact);
  }

  /**
   * The tokens of every window.
   *
   * @param ops the operations of the running program
   * @param grid {@code [N, sizes, C]}
   * @return {@code [N · count, tokens, C]}, the windows of one sample one after another in C order
   */
  public Tensor partition(Ops ops, Tensor grid) {
    int rank = sizes.size();
    Shape shape = grid.shape();
    Tensor whole = divides() ? grid : ops.pad(grid, new int[rank + 2], border(), 0);
    Tensor rolled = isShifted() ? ops.roll(whole, distances(-1), axes()) : whole;
    int[] split = new int[2 * rank + 2];
    int[] order = new int[2 * rank + 2];
    split[0] = shape.dim(0);
    split[2 * rank + 1] = shape.dim(-1);
    order[2 * rank + 1] = 2 * rank + 1;
    for (int i = 0; i < rank; i++) {
      split[1 + 2 * i] = windowsAlong().get(i);
      split[2 + 2 * i] = window.get(i);
      order[1 + i] = 1 + 2 * i;
      order[1 + rank + i] = 2 + 2 * i;
    }
    Tensor sorted = ops.transpose(ops.reshape(rolled, Shape.of(split)), order);
    return ops.reshape(sorted, Shape.of(shape.dim(0) * count(), tokens(), shape.dim(-1)));
  }

  /**
   * The grid of what came of every window, the inverse of {@link #partition}; padding is cut off.
   *
   * @param ops the operations of the running program
   * @param windows {@code [N · count, tokens, C]}
   * @return {@code [N, sizes, C]}
   */
  public Tensor join(Ops ops, Tensor windows) {
    int rank = sizes.size();
    int samples = windows.shape().dim(0) / count();
    int channels = windows.shape().dim(-1);
    int[] split = new int[2 * rank + 2];
    int[] order = new int[2 * rank + 2];
    split[0] = samples;
    split[2 * rank + 1] = channels;
    order[2 * rank + 1] = 2 * rank + 1;
    for (int i = 0; i < rank; i++) {
      split[1 + i] = windowsAlong().get(i);
      split[1 + rank + i] = window.get(i);
      order[1 + 2 * i] = 1 + i;
      order[2 + 2 * i] = 1 + rank + i;
    }
    Tensor sorted = ops.transpose(ops.reshape(windows, Shape.of(split)), order);
    Tensor rolled = ops.reshape(sorted, around(samples, padded(), channels));
    Tensor whole = isShifted() ? ops.roll(rolled, distances(1), axes()) : rolled;
    return divides()
        ? whole
        : ops.slice(whole, new int[rank + 2], around(samples, sizes, channels));
  }

  /**
   * The mask of shifted windows, {@code [count, tokens, tokens]}, the attending token first: 0
   * between tokens of one region, {@link #MASKED} between others.
   */
  public HostTensor mask() {
    int[] regions = regions();
    int tokens = tokens();
    return HostTensor.fill(
        DType.F32,
        Shape.of(count(), tokens, tokens),
        i -> {
          int first = (int) (i / tokens / tokens) * tokens;
          int from = regions[first + (int) (i / tokens % tokens)];
          return from == regions[first + (int) (i % tokens)] ? 0 : MASKED;
        });
  }

  /**
   * The same mask, made of the regions of tokens alone where the engine computes: the numbers that
   * go there are fewer by the tokens of a window.
   *
   * @param ops the operations of the running program
   */
  public Tensor mask(Ops ops) {
    int[] regions = regions();
    Shape shape = Shape.of(count(), tokens());
    Tensor numbers = ops.constant(HostTensor.fill(DType.F32, shape, i -> regions[(int) i]));
    Tensor same =
        ops.equal(
            ops.reshape(numbers, Shape.of(count(), tokens(), 1)),
            ops.reshape(numbers, Shape.of(count(), 1, tokens())));
    return ops.where(
        same,
        ops.full(DType.F32, Shape.of(1, 1, 1), 0),
        ops.full(DType.F32, Shape.of(1, 1, 1), MASKED));
  }

  /**
   * The region of every token of every window. Along a shifted axis there are three: what no window
   * tears apart, and the two parts of the last window.
   */
  private int[] regions() {
    int rank = sizes.size();
    int tokens = tokens();
    int[] regions = new int[count() * tokens];
    List<Integer> windows = windowsAlong();
    List<Integer> ends = padded();
    for (int i = 0; i < regions.length; i++) {
      int place = i % tokens;
      int number = i / tokens;
      int weight = 1;
      for (int axis = rank - 1; axis >= 0; axis--) {
        int size = window.get(axis);
        int along = windows.get(axis);
        int position = number % along * size + place % size;
        regions[i] += weight * region(axis, position, ends.get(axis));
        weight *= 3;
        place /= size;
        number /= along;
      }
    }
    return regions;
  }

  private int region(int axis, int position, int end) {
    int distance = shift.get(axis);
    if (distance == 0 || position < end - window.get(axis)) {
      return 0;
    }
    return position < end - distance ? 1 : 2;
  }

  private List<Integer> windowsAlong() {
    return along(sizes, (i, size) -> (size + window.get(i) - 1) / window.get(i));
  }

  /** The sizes of the grid with its padding. */
  private List<Integer> padded() {
    return along(windowsAlong(), (i, windows) -> windows * window.get(i));
  }

  private int[] border() {
    List<Integer> padded = padded();
    return IntStream.range(0, sizes.size() + 2)
        .map(i -> i < 1 || i > sizes.size() ? 0 : padded.get(i - 1) - sizes.get(i - 1))
        .toArray();
  }

  private int[] distances(int sign) {
    return shift.stream().mapToInt(distance -> sign * distance).toArray();
  }

  private int[] axes() {
    return IntStream.rangeClosed(1, sizes.size()).toArray();
  }

  private static Shape around(int samples, List<Integer> sizes, int channels) {
    return Shape.of(samples).append(sizes).append(channels);
  }

  /** A function of every index and its value. */
  private static List<Integer> along(List<Integer> values, IntBinaryOperator function) {
    return IntStream.range(0, values.size())
        .map(i -> function.applyAsInt(i, values.get(i)))
        .boxed()
        .toList();
  }
}

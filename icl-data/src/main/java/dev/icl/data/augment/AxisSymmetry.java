package dev.icl.data.augment;

import dev.icl.core.tensor.Shape;
import dev.icl.data.sample.COrder;
import dev.icl.data.sample.Sample;
import dev.icl.data.sample.SampleBox;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * {@code numpy.rot90} in a plane, then {@code numpy.flip} of some axes. It moves voxels and changes
 * none, so it can be undone.
 *
 * @param quarterTurns from the plane's first axis towards its second, 0 to 3
 * @param plane of the turn; an odd number of turns swaps the sizes of its two axes
 * @param flips for each axis whether it is flipped after the turn
 */
public record AxisSymmetry(int quarterTurns, TurnPlane plane, List<Boolean> flips) {
  /**
   * @throws IllegalArgumentException if the turns are out of range, there are fewer than two axes,
   *     or the plane is not among them
   */
  public AxisSymmetry {
    flips = List.copyOf(flips);
    if (quarterTurns < 0
        || quarterTurns > 3
        || flips.size() < 2
        || Math.max(plane.from(), plane.to()) >= flips.size()) {
      throw new IllegalArgumentException(
          quarterTurns + " quarter turns in the " + plane + ", flips " + flips);
    }
  }

  /**
   * No turn and no flip.
   *
   * @param rank the number of axes of the sample, at least 2
   */
  public static AxisSymmetry none(int rank) {
    return new AxisSymmetry(0, TurnPlane.firstTwo(), Collections.nCopies(rank, false));
  }

  /**
   * The shape of a moved sample.
   *
   * @param sample its shape as it is
   */
  public Shape moved(Shape sample) {
    int[] sizes = sample.toArray();
    swap(sizes);
    return Shape.of(sizes);
  }

  /**
   * Where a voxel goes.
   *
   * @param sample shape of the sample as it is
   * @param place of the voxel in C order
   * @return its index along each axis of the moved sample
   */
  public int[] moved(Shape sample, int place) {
    int[] index = new int[sample.rank()];
    int rest = place;
    for (int axis = index.length - 1; axis >= 0; axis--) {
      index[axis] = rest % sample.dim(axis);
      rest /= sample.dim(axis);
    }
    swap(index);
    Shape now = moved(sample);
    for (int axis = 0; axis < index.length; axis++) {
      index[axis] = reversed(axis) ? now.dim(axis) - 1 - index[axis] : index[axis];
    }
    return index;
  }

  /**
   * The place in the sample as it is of a place in the moved one, between voxels too.
   *
   * @param sample shape of the sample as it is
   * @param place along each axis of the moved sample, in voxels
   */
  double[] before(Shape sample, double[] place) {
    Shape now = moved(sample);
    double[] from = place.clone();
    for (int axis = 0; axis < from.length; axis++) {
      from[axis] = reversed(axis) ? now.dim(axis) - 1 - place[axis] : place[axis];
    }
    if (quarterTurns % 2 == 1) {
      double first = from[plane.from()];
      from[plane.from()] = from[plane.to()];
      from[plane.to()] = first;
    }
    return from;
  }

  /**
   * The voxels of the sample as it is that a part of the moved one shows.
   *
   * @param sample shape of the sample as it is
   * @param window the part
   */
  public SampleBox box(Shape sample, CropWindow window) {
    Shape now = moved(sample);
    int[] low = new int[now.rank()];
    int[] high = new int[now.rank()];
    for (int axis = 0; axis < low.length; axis++) {
      int first = window.low().get(axis);
      int end = first + window.shape().dim(axis);
      low[axis] = reversed(axis) ? now.dim(axis) - end : first;
      high[axis] = reversed(axis) ? now.dim(axis) - first : end;
    }
    swap(low);
    swap(high);
    return SampleBox.within(low, high, sample);
  }

  /**
   * The source of every voxel of a part of the moved sample, in a box of the sample.
   *
   * @param sample shape of the sample as it is
   * @param box of it that holds {@link #box}
   * @param window the part
   * @param into receives for each voxel of the part, in C order, its place in the box; −1 for one
   *     outside the sample
   */
  public void gather(Shape sample, SampleBox box, CropWindow window, int[] into) {
    int[] low = box.low();
    int[] end = new int[low.length];
    for (int axis = 0; axis < low.length; axis++) {
      end[axis] = low[axis] + box.shape().dim(axis);
    }
    swap(low);
    swap(end);
    Shape now = moved(sample);
    List<Integer> shifted = new ArrayList<>();
    for (int axis = 0; axis < low.length; axis++) {
      int first = reversed(axis) ? now.dim(axis) - end[axis] : low[axis];
      shifted.add(window.low().get(axis) - first);
    }
    gather(box.shape(), new CropWindow(shifted, window.shape()), into);
  }

  /**
   * The source of every voxel of a part of the moved sample.
   *
   * @param sample shape of the sample as it is
   * @param window the part
   * @param into receives for each voxel of the part, in C order, its place in the sample as it is;
   *     −1 for one outside
   */
  public void gather(Shape sample, CropWindow window, int[] into) {
    int[] now = moved(sample).toArray();
    int[] sizes = window.shape().toArray();
    int[] steps = COrder.strides(sample);
    int origin = start(now, steps);
    int last = now.length - 1;
    int line = sizes[last];
    int low = window.low().get(last);
    int[] index = new int[now.length];
    for (int at = 0; at < into.length; at += line) {
      int place = origin;
      boolean there = true;
      for (int axis = 0; axis < last; axis++) {
        int i = window.low().get(axis) + index[axis];
        there &= i >= 0 && i < now[axis];
        place += i * steps[axis];
      }
      for (int i = 0; i < line; i++) {
        boolean inside = there && low + i >= 0 && low + i < now[last];
        into[at + i] = inside ? place + (low + i) * steps[last] : -1;
      }
      for (int axis = last - 1; axis >= 0 && ++index[axis] == sizes[axis]; axis--) {
        index[axis] = 0;
      }
    }
  }

  /**
   * The same for a slice, which is sampled and resized in one go.
   *
   * @throws IllegalArgumentException if it is for more axes than rows and columns
   */
  Augmentation ofSlice() {
    if (flips.size() != 2 || !plane.equals(TurnPlane.firstTwo())) {
      throw new IllegalArgumentException(this + " of a slice");
    }
    boolean both = flips.get(0) && flips.get(1);
    int turns = both ? (quarterTurns + 2) % 4 : quarterTurns;
    int axis = both || !(flips.get(0) || flips.get(1)) ? -1 : flips.get(0) ? 0 : 1;
    return new Augmentation.QuarterTurnFlip(turns, axis);
  }

  /**
   * The moved sample; a quarter turn swaps the sizes of the plane's axes.
   *
   * @throws IllegalArgumentException if it has another number of axes
   */
  public Sample apply(Sample sample) {
    return moved(sample, false);
  }

  /**
   * The sample that {@link #apply} makes this one of.
   *
   * @throws IllegalArgumentException if it has another number of axes
   */
  public Sample undo(Sample sample) {
    return moved(sample, true);
  }

  private Sample moved(Sample sample, boolean back) {
    Shape given = requireRank(sample).shape();
    Shape made = moved(given);
    float[] values = sample.image();
    float[] image = new float[values.length];
    for (int c = 0; c < sample.channels(); c++) {
      int first = c * sample.voxels();
      move(given, made, back, (to, from) -> image[first + to] = values[first + from]);
    }
    return sample.moved(
        made,
        image,
        sample
            .label()
            .map(
                label -> {
                  byte[] out = new byte[label.length];
                  move(given, made, back, (to, from) -> out[to] = label[from]);
                  return out;
                }));
  }

  /** Each element of a sample and where it goes, or on the way back where it came from. */
  private void move(Shape given, Shape made, boolean back, Pair pair) {
    if (back) {
      each(made, given, (to, from) -> pair.at(from, to));
    } else {
      each(given, made, pair);
    }
  }

  private Sample requireRank(Sample sample) {
    if (sample.rank() != flips.size()) {
      throw new IllegalArgumentException(sample.rank() + " axes, flips " + flips);
    }
    return sample;
  }

  private void swap(int[] values) {
    if (quarterTurns % 2 == 1) {
      int first = values[plane.from()];
      values[plane.from()] = values[plane.to()];
      values[plane.to()] = first;
    }
  }

  /** Whether an axis of the moved sample runs against the one that it comes from. */
  private boolean reversed(int axis) {
    // rot90 once reverses the axis that comes first, thrice the one that comes second.
    boolean turned =
        axis == plane.from()
            ? quarterTurns == 1 || quarterTurns == 2
            : axis == plane.to() && quarterTurns >= 2;
    return turned != flips.get(axis);
  }

  /**
   * The place before of the moved sample's first voxel.
   *
   * @param now sizes of the moved sample
   * @param steps strides before; become those along the axes of the moved sample
   */
  private int start(int[] now, int[] steps) {
    swap(steps);
    int place = 0;
    for (int axis = 0; axis < now.length; axis++) {
      if (reversed(axis)) {
        place += (now[axis] - 1) * steps[axis];
        steps[axis] = -steps[axis];
      }
    }
    return place;
  }

  private interface Pair {
    void at(int now, int before);
  }

  /** Every place of the moved array with its place before. */
  private void each(Shape before, Shape after, Pair pair) {
    int[] now = after.toArray();
    int rank = now.length;
    int[] steps = COrder.strides(before);
    int place = start(now, steps);
    int count = COrder.count(after);
    int[] index = new int[rank];
    for (int at = 0; at < count; at++) {
      pair.at(at, place);
      for (int axis = rank - 1; axis >= 0; axis--) {
        place += steps[axis];
        if (++index[axis] < now[axis]) {
          break;
        }
        place -= steps[axis] * now[axis];
        index[axis] = 0;
      }
    }
  }
}

package dev.icl.app.overlay;

import dev.icl.data.metrics.EmptyMasks;
import dev.icl.data.metrics.LabelMap;
import dev.icl.data.metrics.Overlap;
import dev.icl.data.sample.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/** The order of a case's slices, those most worth looking at first. */
final class SliceOrder {
  private SliceOrder() {}

  /**
   * A slice.
   *
   * @param index place in the volume
   * @param dice mean over the classes that reference or prediction have there; empty without a
   *     reference, or where both are background
   */
  record Rated(int index, OptionalDouble dice) {}

  /**
   * The worst slice first where there is a reference, those without any class last; otherwise in
   * the order of the volume.
   */
  static List<Rated> of(Sample volume, byte[] prediction, int classes) {
    List<Rated> slices = new ArrayList<>();
    for (int s = 0; s < volume.size(0); s++) {
      slices.add(new Rated(s, dice(volume, prediction, classes, s)));
    }
    if (volume.label().isPresent()) {
      slices.sort(
          Comparator.comparingDouble((Rated r) -> r.dice().orElse(2))
              .thenComparingInt(Rated::index));
    }
    return slices;
  }

  private static OptionalDouble dice(Sample volume, byte[] prediction, int classes, int slice) {
    if (volume.label().isEmpty()) {
      return OptionalDouble.empty();
    }
    return Overlap.perClass(
            map(volume, prediction, slice), map(volume, volume.label().get(), slice), classes)
        .stream()
        .mapToDouble(overlap -> overlap.dice(EmptyMasks.STRICT))
        .filter(Double::isFinite)
        .average();
  }

  private static LabelMap map(Sample volume, byte[] labels, int slice) {
    int pixels = volume.size(1) * volume.size(2);
    return LabelMap.image(
        volume.size(1),
        volume.size(2),
        Arrays.copyOfRange(labels, slice * pixels, (slice + 1) * pixels));
  }
}

package dev.icl.data.metrics;

import dev.icl.data.sample.Spacing;

/** The surfaces of a class in two label maps, found once for distances in every unit. */
record SurfacePair(Box box, Surface prediction, Surface reference) {
  static SurfacePair of(LabelMap prediction, LabelMap reference, int label, Box box) {
    return new SurfacePair(
        box, Surface.of(prediction, label, box), Surface.of(reference, label, box));
  }

  SurfaceDistances distances(DistanceTransform transform, Spacing spacing) {
    return SurfaceDistances.of(
        transform.distances(box, spacing, reference, prediction),
        transform.distances(box, spacing, prediction, reference));
  }
}

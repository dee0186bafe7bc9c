package dev.icl.app.predict;

import dev.icl.core.error.UserException;
import dev.icl.data.catalog.InputRules;
import java.util.List;

/** The check that several networks say the same thing of the same images. */
final class EnsembleCheck {
  private EnsembleCheck() {}

  /**
   * Compares every model with the first.
   *
   * @throws UserException if one has other classes, channels or rules for reading scans; it names
   *     what differs
   */
  static void require(List<TrainedModel> models) {
    TrainedModel first = models.get(0);
    for (TrainedModel other : models.subList(1, models.size())) {
      requireSame(first, other, "classes", first.classNames(), other.classNames());
      InputRules rules = first.inputs();
      InputRules more = other.inputs();
      requireSame(first, other, "channels", rules.channels(), more.channels());
      requireSame(first, other, "preprocessing", rules.preprocess(), more.preprocess());
      requireSame(
          first,
          other,
          "slice axis and intensities",
          List.of(rules.firstFastest(), rules.lastFastest()),
          List.of(more.firstFastest(), more.lastFastest()));
    }
  }

  private static void requireSame(
      TrainedModel a, TrainedModel b, String what, Object ofA, Object ofB) {
    if (!ofA.equals(ofB)) {
      throw new UserException(
          "--checkpoint: %s and %s cannot segment together, since they differ in their %s (%s and %s): name checkpoints that agree in it."
              .formatted(a.file(), b.file(), what, ofA, ofB));
    }
  }
}

package dev.icl.modules.method;

import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The losses of unlabelled images in {@link UniMatch}, float32 scalars.
 *
 * @param strong Dice loss of the strong views
 * @param feature that of disturbed features; empty without
 */
record MatchTerms(Tensor strong, Optional<Tensor> feature) {
  /** The mean of both losses, or the one there is. */
  Tensor mean(Ops ops) {
    return feature.map(loss -> ops.mul(ops.add(strong, loss), 0.5)).orElse(strong);
  }

  /** The losses by name. */
  Map<String, Tensor> named() {
    Map<String, Tensor> terms = new LinkedHashMap<>();
    terms.put("strong", strong);
    feature.ifPresent(loss -> terms.put("feature", loss));
    return terms;
  }
}

package dev.icl.modules.method;

import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * ICL's objective and its terms, float32 scalars; the terms are unweighted.
 *
 * @param terms by name, in the order of the names below; those of weight 0 are missing
 * @param total {@code ce + dice + a · aux + p · pse + λ · consis} with the {@link IclWeights}; a
 *     and p are 1 in the paper
 */
public record IclLosses(Map<String, Tensor> terms, Tensor total) {

  /** Cross entropy of the backbone's labelled logits. */
  public static final String CROSS_ENTROPY = "ce";

  /** Dice of the same. */
  public static final String DICE = "dice";

  /** Cross entropy + Dice of SSPA's labelled maps, resized to the image. */
  public static final String AUXILIARY = "aux";

  /**
   * Soft Dice of USCL's maps, resized to the image, against the probabilities of the unlabelled
   * logits: constants, unless the method learns from these logits too.
   */
  public static final String PSEUDO = "pse";

  /** Between USCL's and SSPA's maps of unlabelled images. */
  public static final String CONSISTENCY = "consis";

  /** Adds up terms and their weights. */
  static final class Sum {
    private final Ops ops;
    private final Map<String, Tensor> terms = new LinkedHashMap<>();
    private @Nullable Tensor total;

    Sum(Ops ops) {
      this.ops = ops;
    }

    Sum add(String name, double weight, Tensor term) {
      terms.put(name, term);
      Tensor weighted = weight == 1 ? term : ops.mul(term, weight);
      total = total == null ? weighted : ops.add(total, weighted);
      return this;
    }

    IclLosses losses() {
      return new IclLosses(terms, Objects.requireNonNull(total, "no term was added"));
    }
  }
}

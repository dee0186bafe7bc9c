package dev.icl.modules.proxy;

import dev.icl.core.attention.AttentionMapMixer;
import dev.icl.core.attention.MlpMixer;
import dev.icl.core.error.UnknownName;
import dev.icl.core.error.UserException;
import java.util.List;

/** The attention-map mixers that {@code method.mixer} can name. */
public final class AttentionMapMixers {
  /** The authors' {@code L × L} layers. */
  public static final String DENSE = "dense";

  /** {@code L → rank → L}. */
  public static final String LOW_RANK = "low-rank";

  private AttentionMapMixers() {}

  /**
   * The maker of the mixers that a configuration names.
   *
   * @param name {@code method.mixer}
   * @param rank {@code method.mixer_rank}, the hidden width of {@link #LOW_RANK}
   * @throws UserException if there is no such mixer or the rank is below 1
   */
  public static AttentionMapMixer.Factory named(String name, int rank) {
    return switch (name) {
      case DENSE -> (prefix, tokens) -> new MlpMixer(prefix, tokens, tokens);
      case LOW_RANK -> lowRank(rank);
      default ->
          throw UnknownName.of(
              "method.mixer", "attention-map mixer", name, List.of(DENSE, LOW_RANK));
    };
  }

  private static AttentionMapMixer.Factory lowRank(int rank) {
    if (rank < 1) {
      throw new UserException("method.mixer_rank: " + rank + " is too small; use at least 1.");
    }
    return (prefix, tokens) -> new MlpMixer(prefix, tokens, rank);
  }
}

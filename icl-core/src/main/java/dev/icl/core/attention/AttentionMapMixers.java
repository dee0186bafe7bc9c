package dev.icl.core.attention;

import dev.icl.core.error.UnknownName;
import dev.icl.core.error.UserException;
import java.util.List;

/** The mixers a configuration can name. */
public final class AttentionMapMixers {
  /** The authors' {@code L × L} layers. */
  public static final String DENSE = "dense";

  /** {@code L → rank → L}. */
  public static final String LOW_RANK = "low-rank";

  private AttentionMapMixers() {}

  /**
   * @param name {@code method.mixer}
   * @param rank {@code method.mixer_rank}, the hidden width of {@link #LOW_RANK}
   * @throws UserException if there is no such mixer or the rank is below 1
   */
  public static AttentionMapMixer.Factory named(String name, int rank) {
    return switch (name) {
      case DENSE -> (prefix, tokens) -> new MlpMixer(prefix, tokens, tokens);
      case LOW_RANK -> lowRank(rank);
      default ->
          throw UnknownName.of("method.mixer", "attention-map mixer", name, List.of(DENSE, LOW_RANK));
    };
  }

  private static AttentionMapMixer.Factory lowRank(int rank) {
    if (rank < 1) {
      throw new UserException("method.mixer_rank: " + rank + " is too small; use at least 1.");
    }
    return (prefix, tokens) -> new MlpMixer(prefix, tokens, rank);
  }
}

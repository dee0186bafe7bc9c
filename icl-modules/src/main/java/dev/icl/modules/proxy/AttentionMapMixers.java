package dev.icl.modules.proxy;

import dev.icl.core.attention.AttentionMapMixer;
import dev.icl.core.attention.AxialMixer;
import dev.icl.core.attention.MlpMixer;
import dev.icl.core.attention.NoMixer;
import dev.icl.core.error.UnknownName;
import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Shape;
import java.util.List;

/** The attention-map mixers that {@code method.mixer} can name. */
public final class AttentionMapMixers {
  /** The authors' {@code L × L} layers. */
  public static final String DENSE = "dense";

  /** {@code L → rank → L}. */
  public static final String LOW_RANK = "low-rank";

  /** A small perceptron along each axis. */
  public static final String AXIAL = "axial";

  /** Nothing: maps stay as they are. */
  public static final String NONE = "none";

  /** The mixers to choose where {@link #DENSE} does not fit, for sentences. */
  public static final String LIGHTER = AXIAL + " or " + LOW_RANK;

  private AttentionMapMixers() {}

  /**
   * The maker of the mixers that a configuration names.
   *
   * @param name {@code method.mixer}
   * @param hidden {@code method.mixer_rank}, the hidden width of {@link #LOW_RANK} and {@link
   *     #AXIAL}
   * @throws UserException if there is no such mixer or the width is below 1
   */
  public static AttentionMapMixer.Factory named(String name, int hidden) {
    return switch (name) {
      case DENSE ->
          (norm, mlp, spatial) -> new MlpMixer(norm, mlp, tokens(spatial), tokens(spatial));
      case LOW_RANK -> {
        requireWidth(hidden);
        yield (norm, mlp, spatial) -> new MlpMixer(norm, mlp, tokens(spatial), hidden);
      }
      case AXIAL -> {
        requireWidth(hidden);
        yield (norm, mlp, spatial) -> new AxialMixer(mlp, spatial.rank(), hidden);
      }
      case NONE -> (norm, mlp, spatial) -> new NoMixer();
      default ->
          throw UnknownName.of(
              "method.mixer", "attention-map mixer", name, List.of(DENSE, LOW_RANK, AXIAL, NONE));
    };
  }

  private static int tokens(Shape spatial) {
    return Math.toIntExact(spatial.numel());
  }

  private static void requireWidth(int hidden) {
    if (hidden < 1) {
      throw new UserException("method.mixer_rank: " + hidden + " is too small; use at least 1.");
    }
  }
}

package dev.icl.modules.network;

import dev.icl.core.settings.Below;
import dev.icl.core.settings.Checked;
import dev.icl.core.settings.Doc;
import dev.icl.core.settings.Max;
import dev.icl.core.settings.Min;
import dev.icl.core.settings.NotEmpty;
import dev.icl.core.settings.Rules;
import java.util.List;

/**
 * The settings of networks whose encoder is a Swin transformer.
 *
 * @param embedding channels of the tokens of the first stage; every further stage has twice as many
 * @param depths blocks of each stage, shallow to deep
 * @param heads attention heads of each stage, shallow to deep
 * @param window size of an attention window along each axis
 * @param dropPath stochastic-depth rate of the last block of the encoder; it rises from 0 at the
 *     first
 */
public record SwinSettings(
    @Doc("channels of the first stage of a Swin network; every further stage has twice as many")
        @Min(1)
        @Max(8192)
        int embedding,
    @Doc(
            value =
                "transformer blocks of each stage, shallow to deep; every second one shifts its windows",
            range = "two to six (`swinunetr3d`: four), each 1 to 64")
        @NotEmpty
        @Min(1)
        @Max(64)
        List<Integer> depths,
    @Doc(
            value = "attention heads of each stage, shallow to deep",
            range = "as many as depths, each a divisor of the stage's channels")
        @NotEmpty
        @Min(1)
        @Max(8192)
        List<Integer> heads,
    @Doc("size of an attention window along each axis, in tokens") @Min(1) @Max(256) int window,
    @Doc("stochastic-depth rate of the deepest block; it rises evenly from 0 at the first")
        @Min(0)
        @Below(1)
        double dropPath)
    implements Checked {
  static final int LEAST_STAGES = 2;
  static final int MOST_STAGES = 6;

  private static final List<Integer> DEPTHS = List.of(2, 2, 2, 2);
  private static final List<Integer> HEADS = List.of(3, 6, 12, 24);

  /** Copies the lists. */
  public SwinSettings {
    depths = List.copyOf(depths);
    heads = List.copyOf(heads);
  }

  /** The authors' 2-D network. */
  static SwinSettings images() {
    return new SwinSettings(96, DEPTHS, HEADS, 7, 0.2);
  }

  /** The authors' 3-D network. */
  static SwinSettings volumes() {
    return new SwinSettings(48, DEPTHS, HEADS, 7, 0);
  }

  /** The number of stages. */
  int stages() {
    return depths.size();
  }

  /** Channels of a stage, 0 the shallowest. */
  int channels(int stage) {
    return embedding << stage;
  }

  /**
   * The stochastic-depth rate of a block.
   *
   * @param stage 0 the shallowest
   * @param block 0 the first of the stage
   */
  double dropPath(int stage, int block) {
    int blocks = depths.stream().mapToInt(Integer::intValue).sum();
    int before = depths.subList(0, stage).stream().mapToInt(Integer::intValue).sum() + block;
    return blocks == 1 ? 0 : dropPath * before / (blocks - 1);
  }

  @Override
  public void check(Rules rules) {
    rules.must(
        (depths.size() >= LEAST_STAGES && depths.size() <= MOST_STAGES) || rules.unread("depths"),
        "depths",
        "have two to six stages",
        depths);
    rules.must(
        heads.size() == depths.size() || rules.unread("depths", "heads"),
        "heads",
        "have one number for each of the %d network.depths".formatted(depths.size()),
        heads);
  }
}

package dev.icl.modules.network.unet;

import dev.icl.core.settings.Checked;
import dev.icl.core.settings.Doc;
import dev.icl.core.settings.Max;
import dev.icl.core.settings.Min;
import dev.icl.core.settings.Rules;
import java.util.List;

/**
 * The settings of the U-Net that is planned or listed.
 *
 * @param plan the origin of the lists below
 * @param encoder the blocks of the way down
 * @param deepSupervision whether losses of labelled images count coarser levels too
 * @param baseFeatures features of the first level where they are planned
 * @param features per level, shallow to deep
 * @param strides of each level along each axis
 * @param kernels of each level along each axis
 * @param blocks convolutions, or residual blocks, of each level of the encoder; empty for the
 *     published numbers
 * @param decoderConvolutions of each level of the decoder, deep to shallow; empty for the published
 *     numbers
 */
public record UNetSettings(
    @Doc(
            "`auto`: levels, strides and kernels of `unet` follow from patch and spacing by nnU-Net's rules; `given`: they are the lists below")
        PlanKind plan,
    @Doc(
            "blocks on the way down of `unet`: two convolutions a level, or residual ones as in nnU-Net's ResEnc")
        EncoderKind encoder,
    @Doc("losses of labelled images count coarser levels of `unet` too, as nnU-Net's do")
        boolean deepSupervision,
    @Doc(
            "features of the first level with `plan: auto`; twice as many at each further one, at most 10 times as many in 3-D and 16 times in 2-D")
        @Min(1)
        @Max(512)
        int baseFeatures,
    @Doc(value = "features per level with `plan: given`", range = "at least two, each 1 to 8192")
        @Min(1)
        @Max(8192)
        List<Integer> features,
    @Doc(
            value = "strides per level and axis with `plan: given`",
            range = "lists such as `[1, 2, 2]`, one per level, each 1 to 8; the first all 1")
        @Min(1)
        @Max(8)
        List<List<Integer>> strides,
    @Doc(
            value = "kernels per level and axis with `plan: given`",
            range = "lists such as `[1, 3, 3]`, one per level, each odd and 1 to 15")
        @Min(1)
        @Max(15)
        List<List<Integer>> kernels,
    @Doc(
            value =
                "convolutions or residual blocks per level of the encoder with `plan: given`; empty: 2, or 1, 3, 4, 6, 6, … residual ones",
            range = "one per level, each 1 to 32")
        @Min(1)
        @Max(32)
        List<Integer> blocks,
    @Doc(
            value =
                "convolutions per level of the decoder, deep to shallow, with `plan: given`; empty: 2, or 1 behind a residual encoder",
            range = "one less than levels, each 1 to 32")
        @Min(1)
        @Max(32)
        List<Integer> decoderConvolutions)
    implements Checked {
  /** nnU-Net's features of the first level. */
  static final int BASE_FEATURES = 32;

  /** Copies the lists. */
  public UNetSettings {
    features = List.copyOf(features);
    strides = strides.stream().map(List::copyOf).toList();
    kernels = kernels.stream().map(List::copyOf).toList();
    blocks = List.copyOf(blocks);
    decoderConvolutions = List.copyOf(decoderConvolutions);
  }

  /** A network that follows from patch and spacing, with nnU-Net's widths. */
  public static UNetSettings auto() {
    return auto(EncoderKind.PLAIN, BASE_FEATURES);
  }

  /**
   * A network that follows from patch and spacing.
   *
   * @param encoder the blocks of the way down
   * @param baseFeatures features of the first level; nnU-Net has 32
   */
  public static UNetSettings auto(EncoderKind encoder, int baseFeatures) {
    return new UNetSettings(
        PlanKind.AUTO,
        encoder,
        false,
        baseFeatures,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  /** This with everything listed, by a topology. */
  public UNetSettings with(Topology topology) {
    return new UNetSettings(
        PlanKind.GIVEN,
        encoder,
        deepSupervision,
        baseFeatures,
        topology.features(baseFeatures),
        topology.strides(),
        topology.kernels(),
        encoder.blocks(topology.levels()),
        encoder.decoderConvolutions(topology.levels()));
  }

  /** This with another choice of deep supervision. */
  public UNetSettings withDeepSupervision(boolean supervised) {
    return new UNetSettings(
        plan,
        encoder,
        supervised,
        baseFeatures,
        features,
        strides,
        kernels,
        blocks,
        decoderConvolutions);
  }

  /** This with the published numbers of blocks where none are given. */
  UNetSettings withPublishedBlocks() {
    int levels = strides.size();
    return new UNetSettings(
        plan,
        encoder,
        deepSupervision,
        baseFeatures,
        features,
        strides,
        kernels,
        blocks.isEmpty() ? encoder.blocks(levels) : blocks,
        decoderConvolutions.isEmpty() ? encoder.decoderConvolutions(levels) : decoderConvolutions);
  }

  /** This with the lists of other settings. */
  UNetSettings withListsOf(UNetSettings other) {
    return new UNetSettings(
        other.plan,
        encoder,
        deepSupervision,
        baseFeatures,
        other.features,
        other.strides,
        other.kernels,
        other.blocks,
        other.decoderConvolutions);
  }

  /** The strides and kernels that are given. */
  public Topology topology() {
    return new Topology(strides, kernels);
  }

  @Override
  public void check(Rules rules) {
    ListRules.check(this, rules);
  }
}

package dev.icl.modules.network.unet;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** The kind of blocks on the way down of a U-Net. */
public enum EncoderKind {
  /** Convolutions one after another; as many on the way up. */
  PLAIN {
    @Override
    public List<Integer> blocks(int levels) {
      return repeated(2, levels);
    }

    @Override
    public List<Integer> decoderConvolutions(int levels) {
      return repeated(2, levels - 1);
    }
  },

  /** Residual blocks of two convolutions, as in nnU-Net's ResEnc; one convolution on the way up. */
  RESIDUAL {
    @Override
    public List<Integer> blocks(int levels) {
      List<Integer> first = List.of(1, 3, 4);
      return IntStream.range(0, levels)
          .mapToObj(level -> level < first.size() ? first.get(level) : MOST_BLOCKS)
          .toList();
    }

    @Override
    public List<Integer> decoderConvolutions(int levels) {
      return repeated(1, levels - 1);
    }
  };

  private static final int MOST_BLOCKS = 6;

  /**
   * The published number of convolutions or residual blocks of each level of the encoder, shallow
   * to deep.
   *
   * @param levels at least 1
   */
  public abstract List<Integer> blocks(int levels);

  /**
   * The published number of convolutions of each level of the decoder, deep to shallow.
   *
   * @param levels of the encoder, at least 1
   */
  public abstract List<Integer> decoderConvolutions(int levels);

  private static List<Integer> repeated(int blocks, int levels) {
    return Collections.nCopies(levels, blocks);
  }
}

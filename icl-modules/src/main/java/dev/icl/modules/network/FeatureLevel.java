package dev.icl.modules.network;

import dev.icl.core.tensor.Shape;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A decoder output that attention modules can read.
 *
 * @param channels its channels
 * @param strides the number of image pixels that one of its pixels spans, along each axis
 * @param tokens whether it is a sequence of tokens {@code [N, L, channels]}, one for each pixel in
 *     C order, to which heads attend as they are; otherwise it is a map {@code [N, channels,
 *     spatial]}, which heads project and normalise first
 */
public record FeatureLevel(int channels, List<Integer> strides, boolean tokens) {
  /** Copies the list. */
  public FeatureLevel {
    strides = List.copyOf(strides);
  }

  /**
   * A level whose output is a map.
   *
   * @param channels its channels
   * @param strides the number of image pixels that one of its pixels spans, along each axis
   */
  public FeatureLevel(int channels, List<Integer> strides) {
    this(channels, strides, false);
  }

  /**
   * A level with the same stride along every axis.
   *
   * @param channels its channels
   * @param rank spatial axes
   * @param stride how many image pixels one of its pixels spans
   */
  public static FeatureLevel of(int channels, int rank, int stride) {
    return new FeatureLevel(channels, Collections.nCopies(rank, stride));
  }

  /** The same level as tokens. */
  public FeatureLevel asTokens() {
    return new FeatureLevel(channels, strides, true);
  }

  /**
   * The sizes of the output.
   *
   * @param image sizes of the image, multiples of the strides, one per spatial axis
   */
  public Shape sizes(List<Integer> image) {
    return Shape.of(
        IntStream.range(0, image.size()).map(i -> image.get(i) / strides.get(i)).toArray());
  }
}

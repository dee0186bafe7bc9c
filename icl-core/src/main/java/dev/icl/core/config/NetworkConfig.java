package dev.icl.core.config;

import java.util.List;

/**
 * The backbone.
 *
 * @param name {@code unet2d}
 * @param channels feature channels per level, shallow to deep ({@code feature_chns} in the authors'
 *     code)
 * @param dropout dropout rate per encoder level, shallow to deep
 */
public record NetworkConfig(String name, List<Integer> channels, List<Double> dropout) {
  /** The authors' 2-D U-Net. */
  public static NetworkConfig defaults() {
    return new NetworkConfig(
        "unet2d", List.of(16, 32, 64, 128, 256), List.of(0.05, 0.1, 0.2, 0.3, 0.5));
  }
}

package dev.icl.modules.proxy;

import dev.icl.core.attention.AttentionMapMixer;
import java.util.List;

/**
 * The settings from which semantic proxies are built.
 *
 * @param classes K, background included
 * @param heads attention heads per scale, deep to shallow
 * @param dropPath stochastic-depth rate of the class decoders
 * @param mixers makes what mixes attention maps over space
 */
public record ProxySettings(
    int classes, List<Integer> heads, double dropPath, AttentionMapMixer.Factory mixers) {
  /** Copies the list. */
  public ProxySettings {
    heads = List.copyOf(heads);
  }
}

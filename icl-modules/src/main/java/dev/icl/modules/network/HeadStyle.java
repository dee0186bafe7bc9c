package dev.icl.modules.network;

import dev.icl.core.engine.Initializer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The part of heads on a network's features in which published programs differ from network to
 * network: a name, first values, numbers of attention heads.
 *
 * @param queries the name of learned class queries, behind the prefix of the head
 * @param linear draws the weights of linear layers, whose biases then begin with zeros; empty for
 *     PyTorch's default
 * @param attention attention heads for every level of {@link SegmentationNetwork#features}, which
 *     methods choose unless they are told others; empty for what is usual
 */
public record HeadStyle(String queries, Optional<Initializer> linear, List<Integer> attention) {
  /** The authors' name, PyTorch's first values, the usual numbers of attention heads. */
  public static final HeadStyle COMMON = new HeadStyle("guided_Q", Optional.empty(), List.of());

  /** Copies the list. */
  public HeadStyle {
    attention = List.copyOf(attention);
  }

  /** The numbers of a transformer's stages but the first, deep to shallow. */
  static List<Integer> ofStages(List<Integer> heads) {
    List<Integer> deepFirst = new ArrayList<>(heads.subList(1, heads.size()));
    Collections.reverse(deepFirst);
    return deepFirst;
  }
}

package dev.icl.modules.network;

import dev.icl.core.engine.Initializer;
import java.util.Optional;

/**
 * The part of heads on a network's features in which published programs differ from network to
 * network: a name, and first values.
 *
 * @param queries the name of learned class queries, behind the prefix of the head
 * @param linear draws the weights of linear layers, whose biases then begin with zeros; empty for
 *     PyTorch's default
 */
public record HeadStyle(String queries, Optional<Initializer> linear) {
  /** The authors' name, and PyTorch's first values. */
  public static final HeadStyle COMMON = new HeadStyle("guided_Q", Optional.empty());
}

package dev.icl.core.config;

import java.util.List;

/**
 * The weights that a training starts with.
 *
 * @param file a safetensors file; empty for fresh weights
 * @param prefixes which of the file's tensors go to which variables: each entry is a prefix of
 *     names, the same in the file and in the network, or two of them as {@code file=network}; a
 *     variable takes the first tensor that an entry leads to. Empty for the whole file, name by
 *     name
 * @param mismatch the treatment of tensors of other shapes
 */
public record StartConfig(String file, List<String> prefixes, FromMismatch mismatch) {
  /** Copies the list. */
  public StartConfig {
    prefixes = List.copyOf(prefixes);
  }

  /** Whether there is a file to start with. */
  public boolean isGiven() {
    return !file.isBlank();
  }
}

package dev.icl.modules.train;

import dev.icl.core.settings.Checked;
import dev.icl.core.settings.Doc;
import dev.icl.core.settings.Rules;
import java.util.List;

/**
 * The weights that a training starts with.
 *
 * @param from a file of safetensors or PyTorch's; empty for fresh weights
 * @param fromPrefixes which of the file's tensors go to which variables: each entry is a prefix of
 *     names, the same in the file and in the network, or two of them as {@code file=network}; a
 *     variable takes the first tensor that an entry leads to. Empty for the whole file, name by
 *     name
 * @param fromMismatch the treatment of tensors of other shapes
 */
public record StartConfig(
    @Doc(
            value =
                "weights that the training starts with in place of fresh ones ([below](#starting-from-given-weights)); relative to the working directory",
            range =
                "a checkpoint, a training's folder, or a state dict in safetensors or PyTorch's `.pth`")
        String from,
    @Doc(
            value =
                "which of its tensors go to which variables; empty for the whole file, name by name",
            range = "prefixes, or pairs `file=network`")
        List<String> fromPrefixes,
    @Doc(
            "what happens where a tensor has another shape than its variable: the training does not begin, or the variable keeps its fresh value")
        FromMismatch fromMismatch)
    implements Checked {
  /** Copies the list. */
  public StartConfig {
    fromPrefixes = List.copyOf(fromPrefixes);
  }

  /** Fresh weights. */
  public static StartConfig defaults() {
    return new StartConfig("", List.of(), FromMismatch.REFUSE);
  }

  /** Whether there is a file to start with. */
  public boolean isGiven() {
    return !from.isBlank();
  }

  @Override
  public void check(Rules rules) {
    rules.must(
        fromPrefixes.stream().allMatch(entry -> entry.indexOf('=') == entry.lastIndexOf('=')),
        "from_prefixes",
        "be prefixes of names, or two of them joined by one '=', that of the file first",
        fromPrefixes);
    rules.must(
        isGiven() || fromPrefixes.isEmpty(),
        "from_prefixes",
        "be left out where train.from names no file",
        fromPrefixes);
  }
}

package dev.icl.modules.proxy;

import dev.icl.core.tensor.Tensor;
import java.util.List;

/**
 * The output of a semantic proxy, deep to shallow.
 *
 * @param maps class scores of every scale, {@code [N, K, spatial of the scale]}
 * @param queries the updated queries of every scale, averaged over the batch, {@code [1, K, C of
 *     the scale]}
 */
public record ProxyOutput(List<Tensor> maps, List<Tensor> queries) {
  /** Copies the lists. */
  public ProxyOutput {
    maps = List.copyOf(maps);
    queries = List.copyOf(queries);
  }
}

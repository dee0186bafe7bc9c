package dev.icl.modules.network;

import dev.icl.core.engine.PrefixedScope;
import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.tensor.Tensor;
import java.util.List;

/**
 * A copy of a network that has variables of its own: a teacher, or a second network.
 *
 * @param network what it is a copy of
 * @param prefix what goes before the name of every variable, as {@code teacher.}
 */
public record PrefixedNetwork(SegmentationNetwork network, String prefix)
    implements SegmentationNetwork {
  @Override
  public String name() {
    return network.name();
  }

  @Override
  public int spatialRank() {
    return network.spatialRank();
  }

  @Override
  public int classes() {
    return network.classes();
  }

  @Override
  public List<VariableSpec> variables() {
    return network.variables().stream()
        .map(
            spec ->
                new VariableSpec(
                    prefix + spec.name(),
                    spec.dtype(),
                    spec.shape(),
                    spec.kind(),
                    spec.initializer()))
        .toList();
  }

  @Override
  public List<FeatureLevel> features() {
    return network.features();
  }

  @Override
  public HeadStyle heads() {
    return network.heads();
  }

  @Override
  public List<String> publishedNames(String variable) {
    return variable.startsWith(prefix)
        ? network.publishedNames(variable.substring(prefix.length()))
        : List.of();
  }

  @Override
  public List<Integer> divisors() {
    return network.divisors();
  }

  @Override
  public NetworkOutput apply(Scope scope, Tensor images) {
    return network.apply(new PrefixedScope(scope, prefix), images);
  }

  @Override
  public NetworkOutput applyWithConstantLogits(Scope scope, Tensor images) {
    return network.applyWithConstantLogits(new PrefixedScope(scope, prefix), images);
  }
}

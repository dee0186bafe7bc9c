package dev.icl.app.training;

import dev.icl.core.engine.FrozenScope;
import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.nn.Conv;
import dev.icl.core.nn.VariableLists;
import dev.icl.core.settings.NoSettings;
import dev.icl.core.tensor.Tensor;
import dev.icl.modules.network.FeatureLevel;
import dev.icl.modules.network.ImageSpec;
import dev.icl.modules.network.NetworkOutput;
import dev.icl.modules.network.NetworkProvider;
import dev.icl.modules.network.SegmentationNetwork;
import java.util.Collections;
import java.util.List;

/** Two convolutions in any rank and for any channels, as {@code network.name: two-convolutions}. */
public final class VolumeNetworkProvider implements NetworkProvider<NoSettings> {
  @Override
  public String name() {
    return "two-convolutions";
  }

  @Override
  public String description() {
    return "two convolutions";
  }

  @Override
  public NoSettings defaults() {
    return new NoSettings();
  }

  @Override
  public SegmentationNetwork create(NoSettings settings, ImageSpec image) {
    return new TwoConvolutions(
        image,
        Conv.same("stem", image.rank(), image.channels(), 6, 3),
        Conv.same("head", image.rank(), 6, image.classes(), 1));
  }

  private record TwoConvolutions(ImageSpec image, Conv stem, Conv head)
      implements SegmentationNetwork {
    @Override
    public String name() {
      return "two-convolutions";
    }

    @Override
    public int spatialRank() {
      return image.rank();
    }

    @Override
    public int classes() {
      return image.classes();
    }

    @Override
    public List<Integer> divisors() {
      return Collections.nCopies(image.rank(), 1);
    }

    @Override
    public List<VariableSpec> variables() {
      return VariableLists.concat(List.of(stem, head));
    }

    @Override
    public List<FeatureLevel> features() {
      return List.of();
    }

    @Override
    public NetworkOutput apply(Scope scope, Tensor images) {
      Tensor x = scope.ops().relu(stem.apply(scope, images));
      return new NetworkOutput(head.apply(scope, x), List.of());
    }

    @Override
    public NetworkOutput applyWithConstantLogits(Scope scope, Tensor images) {
      return apply(new FrozenScope(scope), images);
    }
  }
}

package dev.icl.app.training;

import dev.icl.core.engine.FrozenScope;
import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.nn.Conv;
import dev.icl.core.nn.VariableLists;
import dev.icl.core.ops.Ops;
import dev.icl.core.ops.PoolSpec;
import dev.icl.core.ops.Resize;
import dev.icl.core.settings.NoSettings;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import dev.icl.modules.network.FeatureLevel;
import dev.icl.modules.network.ImageSpec;
import dev.icl.modules.network.NetworkOutput;
import dev.icl.modules.network.NetworkProvider;
import dev.icl.modules.network.SegmentationNetwork;
import java.util.Collections;
import java.util.List;

/**
 * Two levels with a feature each, in any rank and for any channels, as {@code network.name: stub}.
 * It refuses images of another rank or other channels than it was made for.
 */
public final class StubNetworkProvider implements NetworkProvider<NoSettings> {
  private static final int SHALLOW = 4;
  private static final int DEEP = 8;

  @Override
  public String name() {
    return "stub";
  }

  @Override
  public String description() {
    return "two levels";
  }

  @Override
  public NoSettings defaults() {
    return new NoSettings();
  }

  @Override
  public SegmentationNetwork create(NoSettings settings, ImageSpec image) {
    int rank = image.rank();
    return new TwoLevels(
        image,
        Conv.same("stem", rank, image.channels(), SHALLOW, 3),
        Conv.same("deep", rank, SHALLOW, DEEP, 3),
        Conv.same("join", rank, SHALLOW + DEEP, SHALLOW, 3),
        Conv.same("head", rank, SHALLOW, image.classes(), 1));
  }

  private record TwoLevels(ImageSpec image, Conv stem, Conv deep, Conv join, Conv head)
      implements SegmentationNetwork {
    @Override
    public String name() {
      return "stub";
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
      return Collections.nCopies(image.rank(), 2);
    }

    @Override
    public List<VariableSpec> variables() {
      return VariableLists.concat(List.of(stem, deep, join, head));
    }

    @Override
    public List<FeatureLevel> features() {
      return List.of(
          FeatureLevel.of(DEEP, image.rank(), 2), FeatureLevel.of(SHALLOW, image.rank(), 1));
    }

    @Override
    public NetworkOutput apply(Scope scope, Tensor images) {
      List<Tensor> features = features(scope, images);
      return new NetworkOutput(head.apply(scope, features.get(1)), features);
    }

    @Override
    public NetworkOutput applyWithConstantLogits(Scope scope, Tensor images) {
      List<Tensor> features = features(scope, images);
      Tensor constant = scope.ops().stopGradient(features.get(1));
      return new NetworkOutput(head.apply(new FrozenScope(scope), constant), features);
    }

    private List<Tensor> features(Scope scope, Tensor images) {
      Shape shape = images.shape();
      if (shape.rank() != image.rank() + 2 || shape.dim(1) != image.channels()) {
        throw new IllegalArgumentException(shape + " for " + image);
      }
      Ops ops = scope.ops();
      Tensor shallow = ops.relu(stem.apply(scope, images));
      Tensor pooled = ops.maxPool(shallow, PoolSpec.of(image.rank(), 2));
      Tensor feature = ops.relu(deep.apply(scope, pooled));
      Tensor deepest = scope.encoded(feature, 1);
      Tensor up = ops.resize(deepest, shape.spatial(), Resize.LINEAR);
      Tensor joined = join.apply(scope, ops.concat(List.of(scope.encoded(shallow, 1), up), 1));
      return List.of(deepest, ops.relu(joined));
    }
  }
}

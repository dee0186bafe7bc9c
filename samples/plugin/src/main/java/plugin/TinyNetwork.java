package plugin;

import dev.icl.core.engine.FrozenScope;
import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.nn.BatchNorm;
import dev.icl.core.nn.Conv;
import dev.icl.core.nn.VariableLists;
import dev.icl.core.tensor.Tensor;
import dev.icl.modules.network.FeatureLevel;
import dev.icl.modules.network.ImageSpec;
import dev.icl.modules.network.NetworkOutput;
import dev.icl.modules.network.SegmentationNetwork;
import java.util.Collections;
import java.util.List;

/** Two convolutions at the image's own resolution, in 2-D or 3-D, and one that scores classes. */
public final class TinyNetwork implements SegmentationNetwork {
  /** The name in the configuration. */
  public static final String NAME = "tiny";

  private final ImageSpec image;
  private final int width;
  private final double dropout;
  private final Conv stem;
  private final BatchNorm norm;
  private final Conv body;
  private final Conv head;

  /**
   * @param settings width and dropout
   * @param image what goes in and what is told apart
   */
  public TinyNetwork(TinySettings settings, ImageSpec image) {
    this.image = image;
    this.dropout = settings.dropout();
    this.width = settings.width();
    this.stem = Conv.same("stem", image.rank(), image.channels(), width, 3);
    this.norm = new BatchNorm("norm", width);
    this.body = Conv.same("body", image.rank(), width, width, 3);
    this.head = Conv.same("head", image.rank(), width, image.classes(), 1);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int spatialRank() {
    return image.rank();
  }

  @Override
  public int classes() {
    return image.classes();
  }

  /** Images of any size. */
  @Override
  public List<Integer> divisors() {
    return Collections.nCopies(image.rank(), 1);
  }

  @Override
  public List<VariableSpec> variables() {
    return VariableLists.concat(List.of(stem, norm, body, head));
  }

  /** One, of the image's own size: what the last layer reads, for ICL to read too. */
  @Override
  public List<FeatureLevel> features() {
    return List.of(FeatureLevel.of(width, image.rank(), 1));
  }

  @Override
  public NetworkOutput apply(Scope scope, Tensor images) {
    Tensor x = trunk(scope, images);
    return new NetworkOutput(scores(scope, x), List.of(x));
  }

  /** The scores are made of constants, the feature is not. */
  @Override
  public NetworkOutput applyWithConstantLogits(Scope scope, Tensor images) {
    Tensor x = trunk(scope, images);
    Tensor constant = scope.ops().stopGradient(x);
    return new NetworkOutput(scores(new FrozenScope(scope), constant), List.of(x));
  }

  private Tensor trunk(Scope scope, Tensor images) {
    Tensor x = scope.ops().relu(norm.apply(scope, stem.apply(scope, images)));
    return scope.ops().relu(body.apply(scope, x));
  }

  private Tensor scores(Scope scope, Tensor x) {
    return head.apply(scope, scope.dropout(x, dropout, x.shape()));
  }
}

package dev.icl.modules.proxy;

import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.nn.Conv;
import dev.icl.core.nn.LayerNorm;
import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import dev.icl.modules.network.FeatureLevel;
import java.util.List;

/** A semantic proxy at one scale. */
final class ProxyScale {
  private final Shape spatial;
  private final boolean tokens;
  private final Conv projection;
  private final LayerNorm norm;
  private final ClassDecoder decoder;
  private final SeparableConv mapConv;
  private final PixelwiseLinear mapHead;
  private final PointwiseConv queryConv;

  /**
   * @param prefix of the proxy, as {@code sspa}
   * @param index of the scale, 0 the deepest
   * @param spatial the sizes of the feature at the patch of the training
   * @param level the feature
   * @param nextChannels width of the queries of the next scale
   */
  ProxyScale(
      String prefix,
      int index,
      Shape spatial,
      FeatureLevel level,
      int nextChannels,
      ProxySettings settings) {
    int rank = spatial.rank();
    int channels = level.channels();
    int heads = settings.heads().get(index);
    this.spatial = spatial;
    this.tokens = level.tokens();
    this.projection = Conv.same(prefix + ".proj_layers." + index, rank, channels, channels, 1);
    this.norm = new LayerNorm(prefix + ".norm_layers." + index, channels);
    this.decoder =
        new ClassDecoder(
            prefix + ".class_decoders." + index,
            channels,
            heads,
            spatial,
            settings.dropPath(),
            settings.mixers());
    this.mapConv = new SeparableConv(prefix + ".attn_convs0." + index + ".block", rank, heads);
    this.mapHead = new PixelwiseLinear(prefix + ".attn_convs1." + index, rank, heads, 1, true);
    this.queryConv = new PointwiseConv(prefix + ".query_convs." + index, channels, nextChannels);
  }

  List<VariableSpec> projectionVariables() {
    return projection.variables();
  }

  List<VariableSpec> normVariables() {
    return norm.variables();
  }

  List<VariableSpec> decoderVariables() {
    return decoder.variables();
  }

  List<VariableSpec> mapConvVariables() {
    return mapConv.variables();
  }

  List<VariableSpec> mapHeadVariables() {
    return mapHead.variables();
  }

  List<VariableSpec> queryConvVariables() {
    return queryConv.variables();
  }

  /**
   * The sizes of a feature's map.
   *
   * @throws IllegalArgumentException if it is tokens of another number than at the patch of the
   *     training
   */
  Shape spatial(Tensor feature) {
    if (!tokens) {
      return feature.shape().spatial();
    }
    if (feature.shape().dim(1) != spatial.numel()) {
      throw new IllegalArgumentException(
          "tokens %s: this proxy reads those of a feature of %s"
              .formatted(feature.shape(), spatial));
    }
    return spatial;
  }

  /**
   * The feature as normalised tokens {@code [N, L, C]}. A map {@code [N, C, spatial]} is projected
   * first; what is tokens already is not, and what would project it is there for the names alone.
   */
  Tensor tokens(Scope scope, Tensor feature) {
    if (tokens) {
      return decoder.normalized(scope, feature);
    }
    Ops ops = scope.ops();
    Tensor projected = projection.apply(scope, feature);
    Shape shape = projected.shape();
    int length = Math.toIntExact(shape.spatial().numel());
    Tensor flat = ops.reshape(projected, Shape.of(shape.dim(0), shape.dim(1), length));
    return decoder.normalized(scope, norm.apply(scope, ops.transpose(flat, 0, 2, 1)));
  }

  /** Attention before the softmax, {@code [N, heads, K, L]}. */
  Tensor logits(Scope scope, Tensor queries, Tensor tokens) {
    return decoder.logits(scope, queries, tokens);
  }

  /** Updated queries, {@code [N, K, C]}. */
  Tensor queries(Scope scope, Tensor logits, Tensor tokens) {
    return decoder.queries(scope, logits, tokens);
  }

  /** The next scale's queries, {@code [N, K, C of the next scale]}. */
  Tensor nextQueries(Scope scope, Tensor queries) {
    return queryConv.apply(scope, queries);
  }

  /** The class maps, {@code [N, K, spatial]}. */
  Tensor maps(Scope scope, Tensor logits, Shape sizes) {
    Ops ops = scope.ops();
    Tensor maps = decoder.maps(scope, logits, sizes);
    Shape shape = maps.shape();
    Shape images = Shape.of(shape.dim(0) * shape.dim(1), shape.dim(2)).append(sizes);
    Tensor scores = mapHead.apply(scope, mapConv.apply(scope, ops.reshape(maps, images)));
    return ops.reshape(scores, Shape.of(shape.dim(0), shape.dim(1)).append(sizes));
  }
}

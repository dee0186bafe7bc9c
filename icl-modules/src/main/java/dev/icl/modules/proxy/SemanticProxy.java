package dev.icl.modules.proxy;

import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.error.UserException;
import dev.icl.core.nn.Initializers;
import dev.icl.core.nn.LinearWeights;
import dev.icl.core.nn.Parameters;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import dev.icl.core.text.Counts;
import dev.icl.modules.network.FeatureLevel;
import dev.icl.modules.network.HeadStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Class queries that read a backbone's decoder features, deep to shallow, and give class attention
 * maps. ICL holds two of the same structure: SSPA (supervised semantic proxy adaptor), whose
 * queries are learned and handed from scale to scale, and USCL (unsupervised semantic consistent
 * learner), whose queries at every scale are those SSPA found on labelled images.
 *
 * <p>A proxy is built for one patch size. With map mixers whose parameters depend on the size of
 * the features its passes take features of that size alone; with the others, features of any size.
 */
public final class SemanticProxy {
  private final String prefix;
  private final int classes;
  private final int queryWidth;
  private final HeadStyle style;
  private final List<ProxyScale> scales;

  /**
   * @param prefix state-dict prefix: {@code sspa} or {@code uscl}
   * @param settings as configured
   * @param style of the backbone
   * @param levels the backbone's features, deep to shallow
   * @param patch image size, one entry per spatial axis, multiples of the strides
   * @throws UserException if the heads do not fit the features
   */
  public SemanticProxy(
      String prefix,
      ProxySettings settings,
      HeadStyle style,
      List<FeatureLevel> levels,
      List<Integer> patch) {
    requireHeads(settings.heads(), levels);
    this.prefix = prefix;
    this.style = style;
    this.classes = settings.classes();
    this.queryWidth = levels.get(0).channels();
    this.scales =
        IntStream.range(0, levels.size())
            .mapToObj(i -> scale(prefix, i, settings, levels, patch))
            .toList();
  }

  /** Parameters and buffers, in the order of the authors' state dict. */
  public List<VariableSpec> variables() {
    VariableSpec query =
        Parameters.of(queryName(), Shape.of(1, classes, queryWidth), Initializers.zeros());
    List<Function<ProxyScale, List<VariableSpec>>> groups =
        List.of(
            ProxyScale::projectionVariables,
            ProxyScale::normVariables,
            ProxyScale::decoderVariables,
            ProxyScale::mapConvVariables,
            ProxyScale::mapHeadVariables,
            ProxyScale::queryConvVariables);
    List<VariableSpec> all =
        Stream.concat(
                Stream.of(query),
                groups.stream()
                    .flatMap(group -> scales.stream().flatMap(s -> group.apply(s).stream())))
            .toList();
    return style.linear().map(weights -> LinearWeights.drawn(all, weights)).orElse(all);
  }

  /**
   * Maps and updated queries, starting from the learned queries.
   *
   * @param features {@code [N, C, spatial]} of every scale, or tokens {@code [N, L, C]}, deep to
   *     shallow
   */
  public ProxyOutput adapt(Scope scope, List<Tensor> features) {
    return learned(scope, features, true);
  }

  /**
   * The maps of {@link #adapt} alone, without what only the updated queries need.
   *
   * @param features {@code [N, C, spatial]} of every scale, or tokens {@code [N, L, C]}, deep to
   *     shallow
   * @return {@code [N, K, spatial]} of every scale
   */
  public List<Tensor> maps(Scope scope, List<Tensor> features) {
    return learned(scope, features, false).maps();
  }

  /**
   * The maps that given queries find. The learned queries and what updates queries have no part in
   * it, and get no gradient.
   *
   * @param scope the running program
   * @param features {@code [N, C, spatial]} of every scale, or tokens {@code [N, L, C]}, deep to
   *     shallow
   * @param queries {@code [1, K, C]} of every scale
   * @return {@code [N, K, spatial]} of every scale
   */
  public List<Tensor> maps(Scope scope, List<Tensor> features, List<Tensor> queries) {
    List<Tensor> maps = new ArrayList<>();
    for (int i = 0; i < scales.size(); i++) {
      ProxyScale scale = scales.get(i);
      Tensor feature = features.get(i);
      Tensor query = perSample(scope, queries.get(i), feature);
      Tensor logits = scale.logits(scope, query, scale.tokens(scope, feature));
      maps.add(scale.maps(scope, logits, scale.spatial(feature)));
    }
    return maps;
  }

  private ProxyOutput learned(Scope scope, List<Tensor> features, boolean average) {
    List<Tensor> maps = new ArrayList<>();
    List<Tensor> averages = new ArrayList<>();
    Tensor query = perSample(scope, scope.variable(queryName()), features.get(0));
    for (int i = 0; i < scales.size(); i++) {
      ProxyScale scale = scales.get(i);
      Tensor feature = features.get(i);
      Tensor tokens = scale.tokens(scope, feature);
      Tensor logits = scale.logits(scope, query, tokens);
      maps.add(scale.maps(scope, logits, scale.spatial(feature)));
      boolean last = i == scales.size() - 1;
      if (last && !average) {
        break;
      }
      Tensor updated = scale.queries(scope, logits, tokens);
      if (average) {
        averages.add(scope.ops().mean(updated, true, 0));
      }
      if (!last) {
        query = scale.nextQueries(scope, updated);
      }
    }
    return new ProxyOutput(maps, averages);
  }

  /** {@code [1, K, C] → [N, K, C]}, N that of the feature. */
  private static Tensor perSample(Scope scope, Tensor query, Tensor feature) {
    return scope.ops().broadcastTo(query, query.shape().with(0, feature.shape().dim(0)));
  }

  private String queryName() {
    return prefix + "." + style.queries();
  }

  private static ProxyScale scale(
      String prefix,
      int index,
      ProxySettings settings,
      List<FeatureLevel> levels,
      List<Integer> patch) {
    FeatureLevel level = levels.get(index);
    boolean last = index == levels.size() - 1;
    // Nobody reads the last scale's next queries; the authors' state dict holds their layer.
    int next = last ? Math.max(1, level.channels() / 2) : levels.get(index + 1).channels();
    Shape spatial = level.sizes(patch);
    return new ProxyScale(prefix, index, spatial, level, next, settings);
  }

  private static void requireHeads(List<Integer> heads, List<FeatureLevel> levels) {
    if (levels.isEmpty() || heads.size() != levels.size()) {
      throw new UserException(
          "method.heads: %s has %s, but the network offers %s; give one per level, deep to shallow."
              .formatted(
                  heads,
                  Counts.of(heads.size(), "entry", "entries"),
                  Counts.of(levels.size(), "feature level")));
    }
    for (int i = 0; i < heads.size(); i++) {
      int channels = levels.get(i).channels();
      if (heads.get(i) < 1 || channels % heads.get(i) != 0) {
        throw new UserException(
            "method.heads: %d heads do not divide the %d channels of feature level %d; use a divisor of %d."
                .formatted(heads.get(i), channels, i + 1, channels));
      }
    }
  }
}

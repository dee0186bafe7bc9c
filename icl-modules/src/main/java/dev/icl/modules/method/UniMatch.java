package dev.icl.modules.method;

import dev.icl.core.batch.Batch;
import dev.icl.core.engine.ProgramInputs;
import dev.icl.core.engine.Scope;
import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Tensor;
import dev.icl.modules.network.SegmentationNetwork;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * UniMatch: the labels that the network is sure of on weak views of unlabelled images teach it two
 * strong views of each, and the weak view with disturbed features. Yang et al., <i>Revisiting
 * Weak-to-Strong Consistency in Semi-Supervised Semantic Segmentation</i>, CVPR 2023; as the
 * authors' {@code unimatch.py} has it for ACDC:
 *
 * <p>{@code loss = ((ce + dice) / 2 + w · (strong / 2 + feature / 2)) / 2}: {@code strong} the mean
 * of both views' Dice losses ({@link StrongViews}), {@code feature} that of the disturbed features
 * ({@link TwiceDecoded}); only pixels count whose label has a probability of at least the threshold
 * ({@link HardLabels}). Without features the bracket is {@code strong} alone.
 *
 * <p>With one strong view and without features it is FixMatch, Sohn et al., <i>FixMatch:
 * Simplifying Semi-Supervised Learning with Consistency and Confidence</i>, NeurIPS 2020.
 */
public final class UniMatch extends MatchMethod {
  /** The name in the configuration. */
  public static final String NAME = "unimatch";

  /** The name of its simplest form. */
  public static final String FIXMATCH = "fixmatch";

  private final SupervisedSettings supervised;
  private final boolean features;

  /**
   * @param network the backbone
   * @param settings of labels, views and features
   * @param iterations of the training
   */
  public UniMatch(SegmentationNetwork network, UniMatchSettings settings, int iterations) {
    this(NAME, network, settings, new StrongViews(2, settings.strong()), iterations);
  }

  private UniMatch(
      String name,
      SegmentationNetwork network,
      UniMatchSettings settings,
      StrongViews strong,
      int iterations) {
    super(name, network, network.variables(), strong, settings.unsupervised(), iterations);
    this.supervised = settings.supervised();
    this.features = settings.features();
  }

  /**
   * FixMatch.
   *
   * @param network the backbone
   * @param settings of labels and views
   * @param iterations of the training
   */
  public static UniMatch fixMatch(
      SegmentationNetwork network, FixMatchSettings settings, int iterations) {
    UniMatchSettings same =
        new UniMatchSettings(
            settings.supervised(), settings.unsupervised(), settings.strong(), false);
    return new UniMatch(FIXMATCH, network, same, new StrongViews(1, settings.strong()), iterations);
  }

  @Override
  protected Map<String, Tensor> losses(Scope scope, ProgramInputs inputs) {
    Ops ops = scope.ops();
    MatchPasses passes = passes(scope, inputs, features);
    MatchTerms terms = passes.terms(ops, strong(), inputs, passes.targets());
    SupervisedLosses ofLabels =
        SupervisedLosses.ofLabels(
            ops, passes.student(), inputs.get(Batch.LABEL_LABELED), supervised.dice());
    Tensor weighted = ops.mul(terms.mean(ops), inputs.get(RampUp.WEIGHT));
    Map<String, Tensor> losses = new LinkedHashMap<>();
    losses.put(OBJECTIVE, ops.mul(ops.add(ofLabels.mean(ops), weighted), 0.5));
    losses.put("ce", ofLabels.crossEntropy());
    losses.put("dice", ofLabels.dice());
    losses.putAll(terms.named());
    return losses;
  }
}

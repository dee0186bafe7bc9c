package dev.icl.modules.method;

import dev.icl.core.batch.Batch;
import dev.icl.core.batch.BatchRequest;
import dev.icl.core.engine.ProgramInputs;
import dev.icl.core.engine.Scope;
import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Tensor;
import dev.icl.modules.network.NetworkOutput;
import dev.icl.modules.network.SegmentationNetwork;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The baseline: the backbone alone on labelled images. A step takes as many of them as one of the
 * methods that it is compared with takes labelled and unlabelled ones together, so that neither
 * sees more images.
 */
public final class Supervised extends BackboneMethod {
  /** The baseline of ICL's authors. */
  public static final String NAME = "supervised";

  /** The baseline of SSL4MIS. */
  public static final String MEAN = "supervised-mean";

  /** The loss that is minimised, which also decides the size of a step at one learning rate. */
  public enum Loss {
    /** {@code ce + dice}, the labelled part of ICL's own loss. */
    SUM(NAME),

    /** {@code (ce + dice) / 2}, the labelled part of most other methods' losses. */
    MEAN(Supervised.MEAN);

    private final String method;

    Loss(String method) {
      this.method = method;
    }

    private Tensor of(Ops ops, SupervisedLosses losses) {
      return this == SUM ? losses.sum(ops) : losses.mean(ops);
    }
  }

  private final Loss loss;
  private final DiceClasses dice;

  /**
   * The baseline of ICL's authors.
   *
   * @param network the backbone
   */
  public Supervised(SegmentationNetwork network) {
    this(network, Loss.SUM);
  }

  /**
   * @param network the backbone
   * @param loss how cross entropy and Dice make one loss
   */
  public Supervised(SegmentationNetwork network, Loss loss) {
    this(network, loss, DiceClasses.ALL);
  }

  /**
   * @param network the backbone
   * @param loss the one that cross entropy and Dice make
   * @param dice the classes of the Dice loss
   */
  public Supervised(SegmentationNetwork network, Loss loss, DiceClasses dice) {
    super(loss.method, network);
    this.loss = loss;
    this.dice = dice;
  }

  /** Whether a name is that of a baseline, which other methods are compared with. */
  public static boolean isBaseline(String method) {
    return method.equals(NAME) || method.equals(MEAN);
  }

  @Override
  public BatchRequest batch() {
    return BatchRequest.labeledInPlaceOfBoth();
  }

  @Override
  protected Map<String, Tensor> losses(Scope scope, ProgramInputs inputs) {
    Ops ops = scope.ops();
    NetworkOutput output = network().apply(scope, inputs.get(Batch.IMAGE_LABELED));
    Tensor labels = inputs.get(Batch.LABEL_LABELED);
    SupervisedLosses losses =
        SupervisedLosses.ofLabels(ops, output.logits(), labels, dice)
            .with(ops, output.coarse(), labels, dice);
    Map<String, Tensor> terms = new LinkedHashMap<>();
    terms.put(OBJECTIVE, loss.of(ops, losses));
    terms.put("ce", losses.crossEntropy());
    terms.put("dice", losses.dice());
    return terms;
  }
}

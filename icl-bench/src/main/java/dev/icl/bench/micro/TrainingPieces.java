package dev.icl.bench.micro;

import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.Program;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.loss.CrossEntropyLoss;
import dev.icl.core.loss.DiceLoss;
import dev.icl.core.loss.Prediction;
import dev.icl.core.loss.SegmentationLoss;
import dev.icl.core.loss.Target;
import dev.icl.core.nn.Initializers;
import dev.icl.core.nn.Parameters;
import dev.icl.core.ops.Ops;
import dev.icl.core.optim.Optimizer;
import dev.icl.core.optim.Sgd;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import dev.icl.modules.method.Method;
import dev.icl.modules.network.FeatureLevel;
import dev.icl.modules.proxy.AttentionMapMixers;
import dev.icl.modules.proxy.ClassDecoder;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Pieces that train: forward pass, backward pass and update. */
final class TrainingPieces {
  /** The name of the variable or input that a piece begins with. */
  static final String INPUT = "micro.input";

  /** The recipe's. */
  static final Sgd SGD = new Sgd(0.9, 1e-4);

  private TrainingPieces() {}

  /**
   * The sizes of the class decoders' work.
   *
   * @param images in a batch
   * @param queries one for each class
   * @param heads of the attention of each decoder
   * @param patch sizes of an image
   */
  record Decoding(int images, int queries, List<Integer> heads, List<Integer> patch) {}

  /**
   * The class decoder of each scale, forward, backward and its update.
   *
   * @param prefix of the pieces' names
   * @param features that they read, whose places are the tokens
   * @param sizes of their work
   */
  static List<MicroBenchmark> classDecoders(
      String prefix, List<FeatureLevel> features, Decoding sizes) {
    return IntStream.range(0, features.size())
        .mapToObj(scale -> classDecoder(prefix, scale, features.get(scale), sizes))
        .toList();
  }

  private static MicroBenchmark classDecoder(
      String prefix, int scale, FeatureLevel level, Decoding sizes) {
    Shape spatial = level.sizes(sizes.patch());
    int tokens = Math.toIntExact(spatial.numel());
    int heads = sizes.heads().get(scale);
    ClassDecoder decoder =
        new ClassDecoder(
            "micro.decoder",
            level.channels(),
            heads,
            spatial,
            0,
            AttentionMapMixers.named(AttentionMapMixers.DENSE, 1));
    VariableSpec queries =
        parameter("micro.queries", sizes.images(), sizes.queries(), level.channels());
    VariableSpec features = parameter(INPUT, sizes.images(), tokens, level.channels());
    Program program =
        (scope, inputs) -> {
          Ops ops = scope.ops();
          Tensor read = decoder.normalized(scope, scope.variable(INPUT));
          Tensor logits = decoder.logits(scope, scope.variable(queries.name()), read);
          return objective(
              ops.add(
                  meanSquare(ops, decoder.maps(scope, logits, spatial)),
                  meanSquare(ops, decoder.queries(scope, logits, read))));
        };
    return training(
        prefix + "decoder-" + (scale + 1),
        "class decoder of scale %d: %d queries, [%d, %d, %d] tokens, %d heads, dense mixer"
            .formatted(scale + 1, sizes.queries(), sizes.images(), tokens, level.channels(), heads),
        Stream.concat(Stream.of(queries, features), decoder.variables().stream()).toList(),
        program,
        SGD);
  }

  /** A loss of class scores. */
  @FunctionalInterface
  interface Loss {
    Tensor of(Ops ops, Tensor logits);
  }

  /**
   * A loss, forward and backward.
   *
   * @param name of the piece
   * @param description for people
   * @param shape of the class scores
   * @param loss of them
   */
  static MicroBenchmark loss(String name, String description, Shape shape, Loss loss) {
    return training(
        name,
        description,
        List.of(parameter(INPUT, shape.toArray())),
        (scope, inputs) -> objective(loss.of(scope.ops(), scope.variable(INPUT))),
        new Sgd(0, 0));
  }

  /**
   * Cross entropy and Dice, forward and backward.
   *
   * @param name of the piece
   * @param shape of the class scores
   * @param labels the label maps, which are not made anew in what is timed
   */
  static MicroBenchmark supervisedLoss(String name, Shape shape, HostTensor labels) {
    SegmentationLoss supervised =
        new CrossEntropyLoss().plus(new DiceLoss(DiceLoss.Denominator.SQUARED));
    return loss(
        name,
        "cross entropy and Dice of %s logits".formatted(shape),
        shape,
        (ops, logits) ->
            supervised.apply(
                ops,
                new Prediction(ops, logits),
                Target.labels(ops, ops.constant(labels), shape.dim(1))));
  }

  /**
   * Label maps in stripes.
   *
   * @param scores the shape of the class scores for them
   */
  static HostTensor stripes(Shape scores) {
    int classes = scores.dim(1);
    return HostTensor.fill(
        DType.I64, Shape.of(scores.dim(0)).append(scores.spatial()), i -> i / 32 % classes);
  }

  /**
   * A piece with an objective, its gradients and an update.
   *
   * @param name of the piece
   * @param description for people
   * @param variables its state
   * @param program gives the objective
   * @param optimizer updates the parameters
   */
  static MicroBenchmark training(
      String name,
      String description,
      List<VariableSpec> variables,
      Program program,
      Optimizer optimizer) {
    return new MicroBenchmark(
        name,
        description,
        variables,
        Map.of(Optimizer.LEARNING_RATE, HostTensor.scalar(1e-6)),
        program,
        Compilation.training(Method.OBJECTIVE, optimizer));
  }

  /** A value as the objective. */
  static Map<String, Tensor> objective(Tensor value) {
    return Map.of(Method.OBJECTIVE, value);
  }

  /** The mean square of a tensor as the objective. */
  static Map<String, Tensor> meanSquareOf(Ops ops, Tensor x) {
    return objective(meanSquare(ops, x));
  }

  private static Tensor meanSquare(Ops ops, Tensor x) {
    return ops.mean(ops.mul(x, x), false);
  }

  /** A parameter of uniform values. */
  static VariableSpec parameter(String name, int... dims) {
    return Parameters.of(name, Shape.of(dims), Initializers.uniform(1));
  }
}

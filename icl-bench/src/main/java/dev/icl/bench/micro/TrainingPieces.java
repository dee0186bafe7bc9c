package dev.icl.bench.micro;

import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.Program;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.nn.Initializers;
import dev.icl.core.nn.Parameters;
import dev.icl.core.ops.Ops;
import dev.icl.core.optim.Optimizer;
import dev.icl.core.optim.Sgd;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import dev.icl.modules.method.Method;
import dev.icl.modules.proxy.AttentionMapMixers;
import dev.icl.modules.proxy.ClassDecoder;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Pieces that train: forward pass, backward pass and update. */
final class TrainingPieces {
  /** The name of the variable or input that a piece begins with. */
  static final String INPUT = "micro.input";

  /** The recipe's. */
  static final Sgd SGD = new Sgd(0.9, 1e-4);

  private TrainingPieces() {}

  /**
   * The sizes of a class decoder's work.
   *
   * @param scale its number, from 1
   * @param images in a batch
   * @param queries one for each class
   * @param channels of a token
   * @param heads of the attention
   * @param spatial sizes of the feature whose places are the tokens
   */
  record Decoding(int scale, int images, int queries, int channels, int heads, Shape spatial) {}

  /** A class decoder, forward, backward and its update. */
  static MicroBenchmark classDecoder(String name, Decoding sizes) {
    int tokens = Math.toIntExact(sizes.spatial().numel());
    ClassDecoder decoder =
        new ClassDecoder(
            "micro.decoder",
            sizes.channels(),
            sizes.heads(),
            sizes.spatial(),
            0,
            AttentionMapMixers.named(AttentionMapMixers.DENSE, 1));
    VariableSpec queries =
        parameter("micro.queries", sizes.images(), sizes.queries(), sizes.channels());
    VariableSpec features = parameter(INPUT, sizes.images(), tokens, sizes.channels());
    Program program =
        (scope, inputs) -> {
          Ops ops = scope.ops();
          Tensor read = decoder.normalized(scope, scope.variable(INPUT));
          Tensor logits = decoder.logits(scope, scope.variable(queries.name()), read);
          return objective(
              ops.add(
                  meanSquare(ops, decoder.maps(scope, logits, sizes.spatial())),
                  meanSquare(ops, decoder.queries(scope, logits, read))));
        };
    return training(
        name,
        "class decoder of scale %d: %d queries, [%d, %d, %d] tokens, %d heads, dense mixer"
            .formatted(
                sizes.scale(),
                sizes.queries(),
                sizes.images(),
                tokens,
                sizes.channels(),
                sizes.heads()),
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

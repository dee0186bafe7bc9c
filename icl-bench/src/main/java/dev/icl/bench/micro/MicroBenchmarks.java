package dev.icl.bench.micro;

import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.Program;
import dev.icl.core.engine.VariableKind;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.loss.SoftmaxMeanSquaredError;
import dev.icl.core.nn.BatchNorm;
import dev.icl.core.nn.Conv;
import dev.icl.core.nn.Initializers;
import dev.icl.core.nn.Parameters;
import dev.icl.core.nn.VariableLists;
import dev.icl.core.ops.Ops;
import dev.icl.core.optim.Sgd;
import dev.icl.core.settings.NamedSettings;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import dev.icl.modules.network.FeatureLevel;
import dev.icl.modules.network.ImageSpec;
import dev.icl.modules.network.Networks;
import dev.icl.modules.network.SegmentationNetwork;
import dev.icl.modules.network.UNet2dProvider;
import dev.icl.modules.network.UNet2dSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The pieces of an ICL step of 8 labelled and 8 unlabelled images of 128×128 on the authors' 2-D
 * U-Net, then those of {@link VolumePieces}. Where a piece trains, its time is that of forward
 * pass, backward pass and update.
 */
final class MicroBenchmarks {
  /** The name of the piece that the others are compared with. */
  static final String PRODUCT = "matmul";

  private static final int EDGE = 128;
  private static final List<Integer> PATCH = List.of(EDGE, EDGE);
  private static final int IMAGES = 16;
  private static final int HALF = IMAGES / 2;
  private static final int CLASSES = 4;

  /** The authors', deep to shallow. */
  private static final List<Integer> HEADS = List.of(8, 4, 2);

  private static final int MATRIX = 2048;
  private static final Shape LOGITS = Shape.of(HALF, CLASSES, EDGE, EDGE);

  private MicroBenchmarks() {}

  /** Every piece, in the order of the table. */
  static List<MicroBenchmark> all() {
    List<MicroBenchmark> pieces = new ArrayList<>();
    pieces.add(matrixProduct());
    List<Integer> channels = UNet2dSettings.defaults().channels();
    for (int level = 0; level < channels.size(); level++) {
      pieces.add(convolutionStage(level + 1, channels.get(level), EDGE >> level));
    }
    List<FeatureLevel> features = network().features();
    pieces.addAll(
        TrainingPieces.classDecoders(
            "", features, new TrainingPieces.Decoding(HALF, CLASSES, HEADS, PATCH)));
    HostTensor labels = TrainingPieces.stripes(LOGITS);
    pieces.add(TrainingPieces.supervisedLoss("loss-supervised", LOGITS, labels));
    pieces.add(
        TrainingPieces.loss(
            "loss-consistency",
            "squared softmax difference of two %s maps".formatted(LOGITS),
            LOGITS,
            (ops, logits) ->
                new SoftmaxMeanSquaredError()
                    .apply(ops, logits, ops.stopGradient(ops.mul(logits, 0.5)))));
    pieces.add(
        optimizer(
            "sgd-backbone", "SGD with momentum on the U-Net's parameters", network().variables()));
    int tokens = tokens(features.get(features.size() - 1));
    pieces.add(
        optimizer(
            "sgd-dense",
            "the same on one %d×%d weight of the dense mixer".formatted(tokens, tokens),
            List.of(
                Parameters.of(
                    "micro.dense", Shape.of(tokens, tokens), Initializers.kaimingUniform()))));
    pieces.add(toEngine());
    pieces.add(fromEngine());
    pieces.addAll(VolumePieces.all());
    return List.copyOf(pieces);
  }

  private static SegmentationNetwork network() {
    return Networks.create(
        NamedSettings.of(new UNet2dProvider()), new ImageSpec(1, CLASSES, PATCH));
  }

  /** By name. */
  static MicroBenchmark named(String name) {
    return all().stream()
        .filter(piece -> piece.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no piece " + name));
  }

  /** One {@code float32} product of square matrices, what the others are compared with. */
  private static MicroBenchmark matrixProduct() {
    VariableSpec matrix = buffer("micro.matrix", MATRIX, MATRIX);
    Program program =
        (scope, inputs) -> {
          Tensor m = scope.variable(matrix.name());
          return corner(scope.ops(), scope.ops().matmul(m, m));
        };
    return new MicroBenchmark(
        PRODUCT,
        "product of two %d×%d matrices".formatted(MATRIX, MATRIX),
        List.of(matrix),
        Map.of(),
        program,
        Compilation.inference());
  }

  private static MicroBenchmark convolutionStage(int level, int channels, int edge) {
    Conv first = Conv.same("micro.conv0", 2, channels, channels, 3);
    BatchNorm firstNorm = new BatchNorm("micro.norm0", channels);
    Conv second = Conv.same("micro.conv1", 2, channels, channels, 3);
    BatchNorm secondNorm = new BatchNorm("micro.norm1", channels);
    VariableSpec input =
        TrainingPieces.parameter(TrainingPieces.INPUT, IMAGES, channels, edge, edge);
    Program program =
        (scope, inputs) -> {
          Ops ops = scope.ops();
          Tensor x = scope.variable(TrainingPieces.INPUT);
          x = firstNorm.apply(scope, ops.lastUse(first.apply(scope, x)));
          x = ops.leakyRelu(ops.lastUse(x), 0.01);
          x = secondNorm.apply(scope, ops.lastUse(second.apply(scope, x)));
          x = ops.leakyRelu(ops.lastUse(x), 0.01);
          return TrainingPieces.meanSquareOf(ops, x);
        };
    return TrainingPieces.training(
        "conv-" + level,
        "level %d of the U-Net: twice 3×3 convolution, batch norm, leaky ReLU on [%d, %d, %d, %d]"
            .formatted(level, IMAGES, channels, edge, edge),
        Stream.concat(
                Stream.of(input),
                VariableLists.concat(List.of(first, firstNorm, second, secondNorm)).stream())
            .toList(),
        program,
        new Sgd(0, 0));
  }

  /** The gradient of a sum is 1 everywhere, so that hardly anything but the update is timed. */
  private static MicroBenchmark optimizer(
      String name, String description, List<VariableSpec> variables) {
    List<VariableSpec> parameters =
        variables.stream().filter(spec -> spec.kind() == VariableKind.PARAMETER).toList();
    Program program =
        (scope, inputs) ->
            TrainingPieces.objective(
                parameters.stream()
                    .map(spec -> sum(scope.ops(), scope.variable(spec.name())))
                    .reduce(scope.ops()::add)
                    .orElseThrow());
    return TrainingPieces.training(name, description, parameters, program, TrainingPieces.SGD);
  }

  private static MicroBenchmark toEngine() {
    return new MicroBenchmark(
        "to-engine",
        "%d images of %d×%d from the JVM to the engine".formatted(IMAGES, EDGE, EDGE),
        List.of(),
        Map.of(TrainingPieces.INPUT, MicroBenchmark.pattern(IMAGES, 1, EDGE, EDGE)),
        (scope, inputs) -> corner(scope.ops(), inputs.get(TrainingPieces.INPUT)),
        Compilation.inference());
  }

  private static MicroBenchmark fromEngine() {
    VariableSpec logits = buffer(TrainingPieces.INPUT, HALF, CLASSES, EDGE, EDGE);
    return new MicroBenchmark(
        "from-engine",
        "logits of %d images of %d×%d from the engine to the JVM".formatted(HALF, EDGE, EDGE),
        List.of(logits),
        Map.of(),
        (scope, inputs) ->
            Map.of("logits", scope.ops().mul(scope.variable(TrainingPieces.INPUT), 2)),
        Compilation.inference());
  }

  private static int tokens(FeatureLevel level) {
    return Math.toIntExact(level.sizes(PATCH).numel());
  }

  private static Tensor sum(Ops ops, Tensor x) {
    return ops.sum(x, false);
  }

  private static Map<String, Tensor> corner(Ops ops, Tensor x) {
    int[] sizes = new int[x.shape().rank()];
    Arrays.fill(sizes, 1);
    return Map.of("corner", ops.slice(x, new int[x.shape().rank()], Shape.of(sizes)));
  }

  private static VariableSpec buffer(String name, int... dims) {
    return new VariableSpec(
        name, DType.F32, Shape.of(dims), VariableKind.BUFFER, Initializers.uniform(1));
  }
}

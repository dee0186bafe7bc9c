package dev.icl.bench.micro;

import dev.icl.core.engine.Program;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.nn.Activation;
import dev.icl.core.nn.Conv;
import dev.icl.core.nn.ConvStyle;
import dev.icl.core.nn.ConvUnit;
import dev.icl.core.nn.Norm;
import dev.icl.core.nn.VariableLists;
import dev.icl.core.optim.Sgd;
import dev.icl.core.settings.NamedSettings;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import dev.icl.modules.network.FeatureLevel;
import dev.icl.modules.network.ImageSpec;
import dev.icl.modules.network.Networks;
import dev.icl.modules.network.UNet3dProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The pieces of an ICL step of 1 labelled and 1 unlabelled volume on the authors' 3-D U-Net. */
final class VolumePieces {
  private static final String PREFIX = "volume-";
  private static final int EDGE = 48;
  private static final List<Integer> PATCH = List.of(EDGE, EDGE, EDGE);
  private static final int RANK = PATCH.size();
  private static final int VOLUMES = 2;
  private static final int HALF = VOLUMES / 2;
  private static final int CLASSES = 2;

  /** The authors', deep to shallow. */
  private static final List<Integer> HEADS = List.of(16, 8, 4);

  private static final Shape LOGITS = Shape.of(HALF, CLASSES, EDGE, EDGE, EDGE);
  private static final ConvStyle STYLE = new ConvStyle(Norm.INSTANCE, Activation.RELU);

  private VolumePieces() {}

  /** Every piece, in the order of the table. */
  static List<MicroBenchmark> all() {
    List<MicroBenchmark> pieces = new ArrayList<>();
    List<Integer> channels = new UNet3dProvider().defaults().channels();
    for (int level = 0; level < channels.size(); level++) {
      pieces.add(convolutionStage(level + 1, channels.get(level), EDGE >> level));
    }
    pieces.addAll(
        TrainingPieces.classDecoders(
            PREFIX, features(), new TrainingPieces.Decoding(HALF, CLASSES, HEADS, PATCH)));
    HostTensor labels = TrainingPieces.stripes(LOGITS);
    pieces.add(TrainingPieces.supervisedLoss(PREFIX + "loss-supervised", LOGITS, labels));
    return List.copyOf(pieces);
  }

  private static List<FeatureLevel> features() {
    return Networks.create(NamedSettings.of(new UNet3dProvider()), new ImageSpec(1, CLASSES, PATCH))
        .features();
  }

  private static MicroBenchmark convolutionStage(int level, int channels, int edge) {
    ConvUnit first = unit("micro.conv0", channels);
    ConvUnit second = unit("micro.conv1", channels);
    VariableSpec input =
        TrainingPieces.parameter(TrainingPieces.INPUT, VOLUMES, channels, edge, edge, edge);
    Program program =
        (scope, inputs) -> {
          Tensor x = first.apply(scope, scope.variable(TrainingPieces.INPUT));
          return TrainingPieces.meanSquareOf(scope.ops(), second.apply(scope, x));
        };
    return TrainingPieces.training(
        PREFIX + "conv-" + level,
        "level %d of the 3-D U-Net: twice 3×3×3 convolution, instance norm, ReLU on [%d, %d, %d, %d, %d]"
            .formatted(level, VOLUMES, channels, edge, edge, edge),
        Stream.concat(Stream.of(input), VariableLists.concat(List.of(first, second)).stream())
            .toList(),
        program,
        new Sgd(0, 0));
  }

  private static ConvUnit unit(String name, int channels) {
    return ConvUnit.of(
        Conv.same(name, RANK, channels, channels, 3), name + ".norm", channels, STYLE);
  }
}

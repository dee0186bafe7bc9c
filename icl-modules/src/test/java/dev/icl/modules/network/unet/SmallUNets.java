package dev.icl.modules.network.unet;

import dev.icl.core.contract.ReferenceEngine;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.RandomMode;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.HostTensor;
import dev.icl.modules.network.ImageSpec;
import dev.icl.modules.network.SegmentationNetwork;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** A plain and a residual network of a few channels, and an engine to compute them. */
abstract class SmallUNets {
  static final RandomKey KEY = RandomKey.of(5);
  static final UNetProvider PROVIDER = new UNetProvider();

  /** Two channels, three classes, slices far apart; its names are in plain_variables.txt. */
  static final UNetSettings PLAIN =
      given(
          EncoderKind.PLAIN,
          List.of(4, 6, 8),
          List.of(List.of(1, 1, 1), List.of(1, 2, 2), List.of(2, 2, 2)),
          List.of(List.of(1, 3, 3), List.of(3, 3, 3), List.of(3, 3, 3)),
          List.of(2, 1, 2),
          List.of(2, 1));

  /** One channel, two classes; a level without and one with a projection. */
  static final UNetSettings RESIDUAL =
      given(
          EncoderKind.RESIDUAL,
          List.of(4, 6, 6),
          List.of(List.of(1, 1), List.of(2, 2), List.of(1, 2)),
          List.of(List.of(3, 3), List.of(3, 3), List.of(3, 3)),
          List.of(1, 2, 1),
          List.of());

  final ReferenceEngine engine =
      new ReferenceEngine(EngineOptions.defaults().withRandom(RandomMode.PORTABLE));

  @AfterEach
  void close() {
    engine.close();
  }

  SegmentationNetwork create(UNetSettings settings) {
    boolean volumes = settings.topology().rank() == 3;
    ImageSpec image =
        volumes ? new ImageSpec(2, 3, List.of(4, 8, 12)) : new ImageSpec(1, 2, List.of(8, 12));
    SegmentationNetwork network = PROVIDER.create(settings, image);
    create(network);
    return network;
  }

  /** Every variable with values of its own, so that none can stand for another. */
  void create(SegmentationNetwork network) {
    for (VariableSpec spec : network.variables()) {
      var random = KEY.child(spec.name()).generator();
      engine
          .variables()
          .create(
              spec, HostTensor.fill(spec.dtype(), spec.shape(), i -> random.nextDouble() - 0.4));
    }
  }

  private static UNetSettings given(
      EncoderKind encoder,
      List<Integer> features,
      List<List<Integer>> strides,
      List<List<Integer>> kernels,
      List<Integer> blocks,
      List<Integer> decoderConvolutions) {
    return new UNetSettings(
        PlanKind.GIVEN,
        encoder,
        false,
        32,
        features,
        strides,
        kernels,
        blocks,
        decoderConvolutions);
  }
}

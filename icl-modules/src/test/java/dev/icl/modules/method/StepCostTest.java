package dev.icl.modules.method;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.batch.BatchShape;
import dev.icl.core.engine.Compilation;
import dev.icl.core.optim.Sgd;
import dev.icl.core.settings.NamedSettings;
import dev.icl.modules.network.ImageSpec;
import dev.icl.modules.network.SegmentationNetwork;
import dev.icl.modules.network.UNet2dProvider;
import dev.icl.modules.network.UNet2dSettings;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The floating-point operations of steps, compared with the baseline on as many images. */
class StepCostTest {
  private static final int EDGE = 64;
  private static final int BATCH = 8;

  private final SegmentationNetwork network =
      new UNet2dProvider()
          .create(UNet2dSettings.defaults(), new ImageSpec(1, 4, List.of(EDGE, EDGE)));

  /** The baseline passes 16 images; a pass without gradient is a third of one. */
  @ParameterizedTest
  @CsvSource({
    // method, at least, at most
    // the strong view, and labelled and weak images
    "fixmatch, 1.4, 1.6",
    // partners without gradient, encoder once and decoder twice, two strong views
    "unimatch, 2.6, 3.0",
    // two teachers without gradient, and half as many images again
    "ad-mt, 1.7, 2.2",
  })
  void aStepCostsSoManyStepsOfTheBaseline(String method, double least, double most) {
    double ratio = (double) flops(method, BATCH) / flops("supervised", 2 * BATCH);

    assertThat(ratio).as(method).isBetween(least, most);
  }

  private long flops(String name, int samples) {
    Method method =
        Methods.create(
            NamedSettings.of(Methods.installed().select(name)),
            new MethodContext(
                network,
                30_000,
                BatchShape.defaults().withPatch(List.of(EDGE, EDGE)),
                (labels, sizes, classes) -> labels));
    return method
        .trace(RequestedBatch.of(method, samples, EDGE))
        .flops(Compilation.training(Method.OBJECTIVE, new Sgd(0.9, 1e-4)));
  }
}

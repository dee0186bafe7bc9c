package dev.icl.modules.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.batch.Batch;
import dev.icl.core.batch.BatchShape;
import dev.icl.core.settings.NamedSettings;
import dev.icl.core.settings.Records;
import dev.icl.core.tensor.HostTensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the Dice loss of labelled images, all of whose odd pixels are of class 1. */
class DiceClassesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "supervised",
        "supervised-mean",
        "mean-teacher",
        "ua-mt",
        "cps",
        "entropy-minimisation",
        "ict",
        "unimatch",
        "fixmatch",
        "ad-mt"
      })
  void theBackgroundIsLeftOutWhereTheSettingsSaySo(String name) {
    double background = 1 - coefficient(0);
    double foreground = 1 - coefficient(1);

    Map<String, HostTensor> all = losses(name, DiceClasses.ALL);
    Map<String, HostTensor> one = losses(name, DiceClasses.FOREGROUND);

    assertThat(all.get("dice").item()).isCloseTo((background + foreground) / 2, within(1e-6));
    assertThat(one.get("dice").item()).isCloseTo(foreground, within(1e-6));
    assertThat(one.get("ce").item()).isEqualTo(all.get("ce").item());
    double share =
        switch (name) {
          case "supervised" -> 1;
          case "unimatch", "fixmatch" -> 0.25;
          default -> 0.5;
        };
    int networks = name.equals("cps") ? 2 : 1;
    assertThat(one.get("loss").item() - all.get("loss").item())
        .isCloseTo(networks * share * (foreground - background) / 2, within(1e-6));
  }

  private static Map<String, HostTensor> losses(String name, DiceClasses dice) {
    NamedSettings settings =
        Methods.installed().find(name).map(found -> NamedSettings.of(found)).orElseThrow();
    Method method =
        Methods.create(
            Records.with(settings, Map.of("dice", dice)),
            new MethodContext(
                new LinearNetwork(),
                100,
                new BatchShape(2, 2, List.of(2, 3)),
                (labels, sizes, n) -> labels));
    try (SmallTraining training = new SmallTraining(method)) {
      return training.losses(0);
    }
  }

  /** The soft Dice coefficient of a class; the score of class 0 is the pixel, that of 1 is 0. */
  private static double coefficient(int label) {
    double overlap = 0;
    double squares = 0;
    double[] pixels = SmallTraining.pixels(Batch.IMAGE_LABELED, x -> x);
    for (int i = 0; i < pixels.length; i++) {
      double p = 1 / (1 + Math.exp(label == 1 ? pixels[i] : -pixels[i]));
      int truth = i % 2 == label ? 1 : 0;
      overlap += p * truth;
      squares += p * p + truth;
    }
    return (2 * overlap + 1e-5) / (squares + 1e-5);
  }
}

package dev.icl.modules.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.HostTensor;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RampUpTest {
  private final RampUp published = RampUp.of(UnsupervisedConfig.defaults(), 30_000);

  @Test
  void theWeightGrowsAsTheExponentialOfMinusFiveSquares() {
    assertThat(published.at(0)).isCloseTo(0.1 * Math.exp(-5), within(1e-12));
    assertThat(published.at(15_000)).isCloseTo(0.1 * Math.exp(-5 * 0.25), within(1e-12));
    assertThat(published.at(30_000)).isCloseTo(0.1, within(1e-12));
    assertThat(published.at(40_000)).isCloseTo(0.1, within(1e-12));
  }

  @Test
  void ofThirtyThousandIterationsItStaysTheSameFor150() {
    assertThat(published.at(150)).isCloseTo(0.1 * rampOf(1), within(1e-12));
    assertThat(published.at(299)).isEqualTo(published.at(150));
    assertThat(published.at(300)).isCloseTo(0.1 * rampOf(2), within(1e-12));
  }

  /** 0.1 · sigmoid_rampup(iteration // 150, 200), in whole numbers where theirs has them. */
  @Test
  void everyPartOfTheRampBeginsWithItsFirstIteration() {
    for (int iteration = 0; iteration <= 30_000; iteration++) {
      assertThat(published.at(iteration))
          .as("iteration %d", iteration)
          .isCloseTo(0.1 * rampOf(iteration / 150), within(1e-12));
    }
  }

  @Test
  void partsBeginInTimeWhereTheShareIsNoBinaryFraction() {
    // 7.000000000000001 iterations
    RampUp ramp = RampUp.of(new UnsupervisedConfig(1, 0.07, 0.99, 0.2), 100);

    assertThat(ramp.at(7)).isEqualTo(1);
  }

  @Test
  void itIsAShareOfTheTraining() {
    RampUp half = RampUp.of(new UnsupervisedConfig(2, 0.5, 0.99, 0.2), 1000);

    assertThat(half.at(250)).isCloseTo(2 * Math.exp(-5 * 0.25), within(1e-12));
    assertThat(half.at(500)).isEqualTo(2);
  }

  @Test
  void withoutARampTheWeightIsThereFromTheStart() {
    assertThat(RampUp.of(new UnsupervisedConfig(2, 0, 0.99, 0.2), 1000).at(0)).isEqualTo(2);
  }

  @Test
  void theInputIsZeroBeforeItsFirstIteration() {
    StepInputs input = new RampUp(2, 0).input(10);
    Map<String, HostTensor> inputs = new HashMap<>();

    input.fill(9, RandomKey.of(1), inputs);
    assertThat(inputs.get(RampUp.WEIGHT).item()).isZero();
    input.fill(10, RandomKey.of(1), inputs);
    assertThat(inputs.get(RampUp.WEIGHT).item()).isEqualTo(2);
  }

  /** {@code sigmoid_rampup(epoch, 200)} of the published programs. */
  private static double rampOf(int epoch) {
    double phase = 1 - epoch / 200.0;
    return Math.exp(-5 * phase * phase);
  }
}

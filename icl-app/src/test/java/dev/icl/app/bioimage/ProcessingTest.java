package dev.icl.app.bioimage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.error.UserException;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.data.catalog.InputRules;
import dev.icl.data.catalog.ReadingRules;
import dev.icl.data.preprocess.Crop;
import dev.icl.data.preprocess.IntensityRule;
import dev.icl.data.preprocess.Normalization;
import dev.icl.data.preprocess.PreprocessConfig;
import dev.icl.data.scan.SliceAxis;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessingTest {
  private static final List<String> AXES = List.of("y", "x");

  @Test
  void aWindowIsClippedAndScaled() {
    List<Processing> steps =
        steps(config(List.of(-100.0, 300.0), List.of(), Normalization.AUTO), IntensityRule.none());

    assertThat(steps).extracting(Processing::id).containsExactly("clip", "scale_linear");
    assertThat(applied(steps, -500, -100, 100, 300, 900))
        .containsExactly(new double[] {0, 0, 0.5, 1, 1}, within(1e-12));
  }

  @Test
  void percentilesScaleAndThenClip() {
    List<Processing> steps =
        steps(config(List.of(), List.of(25.0, 75.0), Normalization.AUTO), IntensityRule.none());

    assertThat(steps).extracting(Processing::id).containsExactly("scale_range", "clip");
    assertThat(applied(steps, 0, 10, 20, 30, 40))
        .containsExactly(new double[] {0, 0, 0.5, 1, 1}, within(1e-6));
  }

  @Test
  void theDatasetsOwnRuleIsTaken() {
    List<Processing> steps = steps(PreprocessConfig.defaults(), IntensityRule.minMax());

    assertThat(steps).extracting(Processing::id).containsExactly("scale_range");
    assertThat(applied(steps, 5, 6, 9)).containsExactly(new double[] {0, 0.25, 1}, within(1e-6));
    assertThat(steps(PreprocessConfig.defaults(), IntensityRule.none())).isEmpty();
  }

  @Test
  void clippingToPercentilesAloneIsRefused() {
    PreprocessConfig config = config(List.of(), List.of(1.0, 99.0), Normalization.Z_SCORE);

    assertThatThrownBy(() -> steps(config, IntensityRule.none()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("no step for clipping to percentiles alone");
  }

  @Test
  void resamplingIsNoStepOfTheSpecification() {
    PreprocessConfig config =
        new PreprocessConfig(
            "", List.of(1.0, 1.0, 0.0), Crop.NONE, 0, List.of(), List.of(), Normalization.AUTO);

    assertThatThrownBy(() -> steps(config, IntensityRule.none()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("has no step for resampling, which data.preprocess.spacing asks for");
  }

  /** The mean of each channel is 0 and its deviation 1, of that channel alone. */
  @Test
  void channelsAreStandardisedOneByOne() {
    List<Processing> steps =
        steps(config(List.of(), List.of(), Normalization.Z_SCORE), IntensityRule.none());
    HostTensor image = HostTensor.of(Shape.of(1, 2, 1, 2), 1f, 3f, 10f, 50f);

    assertThat(steps).extracting(Processing::id).containsExactly("zero_mean_unit_variance");
    assertThat(TestImage.processed(image, steps).toDoubles())
        .containsExactly(new double[] {-1, 1, -1, 1}, within(1e-5));
  }

  private static List<Processing> steps(PreprocessConfig config, IntensityRule rule) {
    ReadingRules reading =
        ReadingRules.of(List.of("background", "heart"), SliceAxis.THIRD).with(rule);
    return Processing.of(InputRules.of(order -> reading, config), AXES);
  }

  private static PreprocessConfig config(
      List<Double> window, List<Double> percentiles, Normalization normalize) {
    return new PreprocessConfig("", List.of(), Crop.NONE, 0, window, percentiles, normalize);
  }

  private static double[] applied(List<Processing> steps, double... values) {
    double[] result = values;
    for (Processing step : steps) {
      result = step.effect().apply(result);
    }
    return result;
  }
}

package dev.icl.modules.network.unet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import dev.icl.modules.network.ImageSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lists that do not describe a network. */
class UNetSettingsTest {
  private static final List<Integer> FEATURES = List.of(4, 8);
  private static final List<List<Integer>> STRIDES = List.of(List.of(1, 1), List.of(2, 2));
  private static final List<List<Integer>> KERNELS = List.of(List.of(3, 3), List.of(3, 3));
  private static final ImageSpec IMAGE = new ImageSpec(1, 2, List.of(16, 16));

  @Test
  void publishedNumbersOfBlocksStandInForMissingOnes() {
    UNetSettings settings = resolved(given(EncoderKind.RESIDUAL, FEATURES, STRIDES, KERNELS));

    assertThat(settings.blocks()).containsExactly(1, 3);
    assertThat(settings.decoderConvolutions()).containsExactly(1);
    assertThat(resolved(given(EncoderKind.PLAIN, FEATURES, STRIDES, KERNELS)).blocks())
        .containsExactly(2, 2);
  }

  @Test
  void listsAreForAGivenPlan() {
    UNetSettings lists = given(EncoderKind.PLAIN, FEATURES, STRIDES, KERNELS);
    UNetSettings auto =
        new UNetSettings(
            PlanKind.AUTO,
            EncoderKind.PLAIN,
            false,
            32,
            List.of(),
            lists.strides(),
            List.of(),
            List.of(),
            List.of());

    refused(
        auto, "network.strides: [[1, 1], [2, 2]] must be left out unless network.plan is given.");
  }

  @Test
  void aGivenPlanNeedsEveryList() {
    refused(
        given(EncoderKind.PLAIN, List.of(4), STRIDES, KERNELS),
        "network.features: [4] must have a number for each of at least two levels, as network.plan is given.");
    refused(
        given(EncoderKind.PLAIN, List.of(4, 8, 8), STRIDES, KERNELS),
        "network.strides: [[1, 1], [2, 2]] must have a list of 2 or 3 numbers, as many in each, for each of the 3 network.features.");
    refused(
        given(EncoderKind.PLAIN, FEATURES, List.of(List.of(2, 2), List.of(2, 2)), KERNELS),
        "network.strides: [[2, 2], [2, 2]] must be 1 along each axis at the first level.");
    refused(
        given(EncoderKind.PLAIN, FEATURES, STRIDES, List.of(List.of(3, 3, 3), List.of(3, 3, 3))),
        "network.kernels: [[3, 3, 3], [3, 3, 3]] must have a list of as many numbers as those of network.strides for each of the 2 network.features.");
    refused(
        given(EncoderKind.PLAIN, FEATURES, STRIDES, List.of(List.of(3, 3), List.of(2, 3))),
        "network.kernels: [[3, 3], [2, 3]] must be odd.");
  }

  @Test
  void blocksAreCountedPerLevel() {
    refused(
        new UNetSettings(
            PlanKind.GIVEN,
            EncoderKind.PLAIN,
            false,
            32,
            FEATURES,
            STRIDES,
            KERNELS,
            List.of(1),
            List.of()),
        "network.blocks: [1] must have 2 numbers or none, for the 2 network.features.");
  }

  @Test
  void axesAreThoseOfThePatch() {
    List<List<Integer>> volumes = List.of(List.of(1, 1, 1), List.of(2, 2, 2));

    refused(
        given(EncoderKind.PLAIN, FEATURES, volumes, List.of(List.of(3, 3, 3), List.of(3, 3, 3))),
        "network.strides: [[1, 1, 1], [2, 2, 2]] are for 3 axes, but train.patch has 2 sizes; give one number for each, or set network.plan to auto.");
  }

  @Test
  void aPatchMustHaveTwoLevels() {
    assertThatThrownBy(
            () ->
                new UNetProvider().create(UNetSettings.auto(), new ImageSpec(1, 2, List.of(7, 7))))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "train.patch: [7, 7] is too small for the levels of the network unet; use sizes of at least 16.");
  }

  private static UNetSettings given(
      EncoderKind encoder,
      List<Integer> features,
      List<List<Integer>> strides,
      List<List<Integer>> kernels) {
    return new UNetSettings(
        PlanKind.GIVEN, encoder, false, 32, features, strides, kernels, List.of(), List.of());
  }

  private static UNetSettings resolved(UNetSettings settings) {
    return new UNetProvider().resolved(settings, IMAGE);
  }

  private static void refused(UNetSettings settings, String sentence) {
    assertThatThrownBy(() -> resolved(settings))
        .isInstanceOf(UserException.class)
        .hasMessage(sentence);
  }
}

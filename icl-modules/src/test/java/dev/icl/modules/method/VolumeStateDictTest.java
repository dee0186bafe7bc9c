package dev.icl.modules.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.engine.VariableSpec;
import dev.icl.core.error.UserException;
import dev.icl.modules.network.ImageSpec;
import dev.icl.modules.network.SegmentationNetwork;
import dev.icl.modules.network.UNet3dProvider;
import dev.icl.modules.network.VNetProvider;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The published networks for volumes at their full sizes; nothing of them is allocated. */
class VolumeStateDictTest {
  private static final List<Integer> CUBE = List.of(96, 96, 96);

  private final UNet3dProvider unetProvider = new UNet3dProvider();
  private final SegmentationNetwork unet =
      unetProvider.create(unetProvider.defaults(), new ImageSpec(1, 2, CUBE));

  @Test
  void iclOnTheUNetHasTheAuthorsNamesShapesTypesAndKinds() throws IOException {
    Method icl = Methods.icl(IclSettings.defaults(), unet, CUBE);

    assertThat(icl.variables().stream().map(StateDicts::line))
        .containsExactlyElementsOf(StateDicts.expected("icl_unet3d_variables.txt"));
    assertThat(StateDicts.parameters(unet.variables())).isEqualTo(5_884_050);
    assertThat(StateDicts.parameters(icl.variables())).isEqualTo(784_895_160);
  }

  @Test
  void theVNetHasThePublishedNamesShapesTypesAndKinds() throws IOException {
    VNetProvider provider = new VNetProvider();
    SegmentationNetwork vnet =
        provider.create(provider.defaults(), new ImageSpec(1, 2, List.of(112, 112, 80)));

    assertThat(vnet.variables().stream().map(StateDicts::line))
        .containsExactlyElementsOf(StateDicts.expected("vnet_variables.txt"));
    assertThat(StateDicts.parameters(vnet.variables())).isEqualTo(9_448_866);
  }

  @Test
  void proxiesWithTheAxialMixerHaveAHundredthOfTheParametersWhateverThePatch() {
    Method axial = Methods.icl(with("axial"), unet, CUBE);
    Method larger = Methods.icl(with("axial"), unet, List.of(128, 96, 160));

    assertThat(StateDicts.parameters(axial.variables()) - 5_884_050)
        .isLessThan(2 * 389_505_555L / 100);
    assertThat(larger.variables().stream().map(StateDicts::line))
        .containsExactlyElementsOf(axial.variables().stream().map(StateDicts::line).toList());
  }

  @Test
  void aPatchThatIsTooLargeForTheDenseMixerIsRefusedWithTheMixerToChoose() {
    assertThatThrownBy(() -> Methods.icl(IclSettings.defaults(), unet, Collections.nCopies(3, 128)))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(
            "train.patch: at [128, 128, 128] the weight 'sspa.class_decoders.2.")
        .hasMessageEndingWith(
            "is [32768, 32768], which takes 2 GiB or more; use a smaller patch, or set"
                + " method.mixer to axial or low-rank.");
  }

  @Test
  void withoutAMixerThereIsNothingInItsPlace() {
    assertThat(Methods.icl(with("none"), unet, CUBE).variables())
        .extracting(VariableSpec::name)
        .noneMatch(name -> name.contains(".mlp2.") || name.contains(".norm3."))
        .contains("uscl.class_decoders.2.mlp.fc2.bias", "uscl.attn_convs1.2.bias");
  }

  private static IclSettings with(String mixer) {
    return new IclSettings(10, List.of(16, 8, 4), 0.02, mixer, 64);
  }
}

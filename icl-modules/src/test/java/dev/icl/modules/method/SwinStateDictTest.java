package dev.icl.modules.method;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.engine.VariableSpec;
import dev.icl.core.random.RandomKey;
import dev.icl.modules.network.ImageSpec;
import dev.icl.modules.network.SegmentationNetwork;
import dev.icl.modules.network.SwinUNet2dProvider;
import dev.icl.modules.network.SwinUNetR3dProvider;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The Swin networks with ICL at their full sizes; nothing of them is allocated. */
class SwinStateDictTest {
  private static final List<Integer> IMAGE = List.of(224, 224);
  private static final List<Integer> CUBE = List.of(96, 96, 96);
  private static final List<Integer> HEADS = List.of(24, 12, 6);

  private final SwinUNet2dProvider images = new SwinUNet2dProvider();
  private final SegmentationNetwork unet =
      images.create(images.defaults(), new ImageSpec(1, 4, IMAGE));
  private final Method icl = Methods.icl(new IclSettings(50, HEADS, 0.02, "dense", 1), unet, IMAGE);

  @Test
  void iclOnSwinUNetHasTheAuthorsNamesShapesTypesAndKinds() throws IOException {
    assertThat(icl.variables().stream().map(StateDicts::line))
        .containsExactlyElementsOf(StateDicts.expected("icl_swinunet2d_variables.txt"));
    assertThat(StateDicts.parameters(unet.variables())).isEqualTo(27_168_420);
    assertThat(StateDicts.parameters(icl.variables())).isEqualTo(74_407_722);
  }

  @Test
  void iclOnSwinUNetrHasTheAuthorsNamesShapesTypesAndKinds() throws IOException {
    SwinUNetR3dProvider volumes = new SwinUNetR3dProvider();
    SegmentationNetwork unetr = volumes.create(volumes.defaults(), new ImageSpec(1, 2, CUBE));
    Method withProxies = Methods.icl(new IclSettings(10, HEADS, 0.02, "dense", 1), unetr, CUBE);

    assertThat(withProxies.variables().stream().map(StateDicts::line))
        .containsExactlyElementsOf(StateDicts.expected("icl_swinunetr3d_variables.txt"));
    assertThat(StateDicts.parameters(unetr.variables())).isEqualTo(62_186_708);
    assertThat(StateDicts.parameters(withProxies.variables())).isEqualTo(844_111_394);
  }

  @Test
  void headsThatAreLeftToTheNetworkAreTheAuthors() {
    assertThat(IclSettings.defaults().filledFor(unet).heads()).isEqualTo(HEADS);
    assertThat(IclSettings.defaults().filledFor(unet).consistencyWeight()).hasValue(50);
  }

  /** In Swin-UNet every linear layer begins small and without a bias, those of ICL too. */
  @Test
  void linearLayersOfSwinUNetAndItsProxiesBeginAsTheAuthors() {
    for (String name :
        List.of("swin_unet.layers.0.blocks.0.attn.qkv", "sspa.class_decoders.2.attn.fc_q")) {
      double[] weights = first(name + ".weight");
      double deviation = Math.sqrt(Arrays.stream(weights).map(w -> w * w).average().orElseThrow());

      assertThat(deviation).as(name).isBetween(0.0195, 0.0205);
      assertThat(first(name + ".bias")).containsOnly(0);
    }
    // convolutions keep PyTorch's: uniform within 1 / √48
    double bound = 1 / Math.sqrt(48);
    assertThat(Arrays.stream(first("swin_unet.patch_embed.proj.weight")).max().orElseThrow())
        .isBetween(0.99 * bound, bound);
    assertThat(first("sspa.guided_Q")).containsOnly(0);
  }

  private double[] first(String name) {
    VariableSpec spec =
        icl.variables().stream().filter(v -> v.name().equals(name)).findFirst().orElseThrow();
    return spec.initializer().create(spec.dtype(), spec.shape(), RandomKey.of(4)).toDoubles();
  }
}

package dev.icl.modules.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.CALLS_REAL_METHODS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.icl.core.engine.VariableSpec;
import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Shape;
import dev.icl.modules.method.Method;
import dev.icl.modules.network.ImageSpec;
import dev.icl.modules.network.PrefixedNetwork;
import dev.icl.modules.network.SegmentationNetwork;
import dev.icl.modules.network.SwinSettings;
import dev.icl.modules.network.SwinUNet2dProvider;
import dev.icl.modules.network.SwinUNetR3dProvider;
import dev.icl.modules.network.SwinVolumeSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Weights under the names that others published them with, for small Swin networks. */
class PublishedWeightsTest {
  private static final SwinSettings SMALL =
      new SwinSettings(2, List.of(1, 2, 1, 1), List.of(1, 2, 2, 4), 2, 0);
  private static final SegmentationNetwork IMAGES =
      new SwinUNet2dProvider().create(SMALL, new ImageSpec(1, 3, List.of(64, 64)));
  private static final SegmentationNetwork VOLUMES =
      new SwinUNetR3dProvider()
          .create(new SwinVolumeSettings(SMALL, "monai"), new ImageSpec(1, 3, List.of(32, 32, 32)));

  @TempDir private Path folder;
  private final Map<String, Shape> tensors = new LinkedHashMap<>();
  private final Method method = mock(Method.class, CALLS_REAL_METHODS);

  @BeforeEach
  void trainImages() {
    train(IMAGES);
  }

  private void train(SegmentationNetwork network) {
    when(method.network()).thenReturn(network);
    when(method.variables()).thenReturn(network.variables());
  }

  /** The weights of ImageNet that Swin-UNet starts with, of a network of the same sizes. */
  private void putClassifier(String prefix) {
    for (VariableSpec spec : IMAGES.variables()) {
      String name = spec.name().substring("swin_unet.".length());
      if (name.startsWith("patch_embed.")
          || name.startsWith("layers.")
          || name.startsWith("norm.")) {
        tensors.put(prefix + name, spec.shape());
      }
    }
    tensors.put(prefix + "layers.1.blocks.1.attn_mask", Shape.of(4, 4, 4));
    tensors.put(prefix + "head.weight", Shape.of(10, 16));
  }

  @ParameterizedTest
  @CsvSource({"''", "module.", "_orig_mod.module.", "backbone."})
  void aClassifiersStagesGoIntoTheEncoderAndTheDecoder(String prefix) throws IOException {
    putClassifier(prefix);

    try (StartingWeights weights = StartingWeights.open(start(FromMismatch.REFUSE), method)) {
      for (String[] pair :
          new String[][] {
            {"patch_embed.proj.weight", "patch_embed.proj.weight"},
            {"layers.2.blocks.0.attn.qkv.weight", "layers.2.blocks.0.attn.qkv.weight"},
            {"layers_up.1.blocks.0.attn.qkv.weight", "layers.2.blocks.0.attn.qkv.weight"},
            {"layers_up.2.blocks.1.mlp.fc2.bias", "layers.1.blocks.1.mlp.fc2.bias"},
            {"layers_up.3.blocks.0.norm1.weight", "layers.0.blocks.0.norm1.weight"},
            {"norm.bias", "norm.bias"}
          }) {
        assertThat(valueOf(weights, "swin_unet." + pair[0])).isEqualTo(number(prefix + pair[1]));
      }
      StartReport report = weights.report();
      assertThat(report.prefix()).isEqualTo(prefix);
      assertThat(report.unused()).containsExactly(prefix + "head.weight");
      assertThat(report.leftOut()).containsExactly(Map.entry("computed", 6));
      assertThat(report.missing())
          .contains(
              "swin_unet.layers_up.0.expand.weight",
              "swin_unet.layers_up.1.upsample.expand.weight",
              "swin_unet.concat_back_dim.1.weight",
              "swin_unet.norm_up.weight",
              "swin_unet.up.expand.weight",
              "swin_unet.output.weight")
          .noneMatch(name -> name.contains("blocks"));
      assertThat(report.renamed())
          .hasSize(report.matched())
          .contains(
              "swin_unet.layers_up.1.blocks.0.norm1.weight from "
                  + prefix
                  + "layers.2.blocks.0.norm1.weight");
      assertThat(report.toSentence())
          .contains(
              " by other names (swin_unet.patch_embed.proj.weight from "
                  + prefix
                  + "patch_embed.proj.weight, ",
              "; 1 of the file not used (" + prefix + "head.weight)",
              "; 6 of the file left out that the network computes itself.");
    }
  }

  @Test
  void aTableForAnotherWindowIsRefusedOrStaysFresh() throws IOException {
    putClassifier("");
    tensors.put("layers.0.blocks.0.attn.relative_position_bias_table", Shape.of(169, 1));

    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() -> StartingWeights.open(start(FromMismatch.REFUSE), method))
        .withMessageContaining(
            "'layers.0.blocks.0.attn.relative_position_bias_table' is [169, 1], here [9, 1]");
    try (StartingWeights weights = StartingWeights.open(start(FromMismatch.SKIP), method)) {
      assertThat(weights.report().otherShape())
          .containsExactly(
              "swin_unet.layers.0.blocks.0.attn.relative_position_bias_table",
              "swin_unet.layers_up.3.blocks.0.attn.relative_position_bias_table");
    }
  }

  /** The names of a file are taken as they are where that finds more. */
  @Test
  void aNetworksOwnNamesComeFirst() throws IOException {
    IMAGES.variables().forEach(spec -> tensors.put(spec.name(), spec.shape()));
    long own = tensors.keySet().stream().filter(name -> !isTable(name)).count();
    putClassifier("module.");

    try (StartingWeights weights = StartingWeights.open(start(FromMismatch.REFUSE), method)) {
      assertThat(weights.report().matched()).isEqualTo(own);
      assertThat(weights.report().missing()).isEmpty();
      assertThat(weights.report().prefix()).isEmpty();
      assertThat(weights.report().renamed()).isEmpty();
    }
  }

  @Test
  void givenPrefixesAloneDecide() throws IOException {
    putClassifier("");

    StartConfig start =
        new StartConfig(
            write().toString(), List.of("layers.=swin_unet.layers."), FromMismatch.REFUSE);

    try (StartingWeights weights = StartingWeights.open(start, method)) {
      assertThat(weights.report().missing()).contains("swin_unet.norm.weight");
      assertThat(weights.report().unused()).contains("norm.weight");
    }
  }

  /** As MONAI reads {@code model_swinvit.pt} and {@code ssl_pretrained_weights.pth}. */
  @ParameterizedTest
  @CsvSource({
    "module.,               '',     .mlp.fc",
    "module.swin_vit.,      '',     .mlp.fc",
    "swinViT.,              '',     .mlp.linear",
    "module.swinViT.,       '',     .mlp.fc",
    "encoder.,              0.,     .mlp.linear",
  })
  void theTransformersOfMonaiGoIntoTheEncoder(String prefix, String nested, String mlp)
      throws IOException {
    train(VOLUMES);
    int encoder = 0;
    for (VariableSpec spec : VOLUMES.variables()) {
      if (spec.name().startsWith("swinViT.")) {
        String name = spec.name().substring("swinViT.".length()).replace(".mlp.linear", mlp);
        tensors.put(prefix + name.replaceFirst("^(layers.\\.0\\.)", "$1" + nested), spec.shape());
        encoder += isTable(name) ? 0 : 1;
      }
    }
    tensors.put(prefix + "mask_token", Shape.of(1, 2));

    try (StartingWeights weights = StartingWeights.open(start(FromMismatch.REFUSE), method)) {
      assertThat(weights.report().matched()).isEqualTo(encoder);
      assertThat(weights.report().missing()).noneMatch(name -> name.startsWith("swinViT."));
      assertThat(weights.report().unused()).containsExactly(prefix + "mask_token");
      assertThat(tensors.keySet().stream().filter(name -> name.contains("layers3")))
          .anyMatch(
              name ->
                  valueOf(weights, "swinViT.layers3.0.blocks.0.mlp.linear2.weight")
                      == number(name));
    }
  }

  /** Of a copy of a network, such as a teacher, names are those of the network. */
  @Test
  void aCopyOfANetworkKnowsThePublishedNamesToo() {
    SegmentationNetwork copy = new PrefixedNetwork(IMAGES, "teacher.");

    assertThat(copy.publishedNames("teacher.swin_unet.layers_up.3.blocks.0.norm1.weight"))
        .containsExactly("layers_up.3.blocks.0.norm1.weight", "layers.0.blocks.0.norm1.weight");
    assertThat(copy.publishedNames("other")).isEmpty();
  }

  private static boolean isTable(String name) {
    return name.endsWith(".attn_mask") || name.endsWith(".relative_position_index");
  }

  private double valueOf(StartingWeights weights, String variable) {
    VariableSpec spec =
        method.variables().stream()
            .filter(s -> s.name().equals(variable))
            .findFirst()
            .orElseThrow();
    return weights.valueOf(spec).map(value -> value.get(0)).orElse(Double.NaN);
  }

  /** Every tensor is full of its place among the others. */
  private double number(String tensor) {
    return Optional.of(List.copyOf(tensors.keySet()).indexOf(tensor))
        .filter(place -> place >= 0)
        .orElseThrow();
  }

  private StartConfig start(FromMismatch mismatch) throws IOException {
    return new StartConfig(write().toString(), List.of(), mismatch);
  }

  private Path write() throws IOException {
    StringJoiner header = new StringJoiner(",", "{", "}");
    long total = 0;
    for (Map.Entry<String, Shape> tensor : tensors.entrySet()) {
      long end = total + 4 * tensor.getValue().numel();
      header.add(
          "\"%s\":{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
              .formatted(tensor.getKey(), tensor.getValue(), total, end));
      total = end;
    }
    byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
    ByteBuffer file =
        ByteBuffer.allocate(8 + json.length + (int) total).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(json.length).put(json);
    int place = 0;
    for (Shape shape : tensors.values()) {
      float value = place++;
      Collections.nCopies((int) shape.numel(), value).forEach(file::putFloat);
    }
    return Files.write(folder.resolve("weights.safetensors"), file.array());
  }
}

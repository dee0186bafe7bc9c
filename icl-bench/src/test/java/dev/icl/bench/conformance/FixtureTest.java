package dev.icl.bench.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;

import dev.icl.core.checkpoint.Safetensors;
import dev.icl.core.checkpoint.SafetensorsFile;
import dev.icl.core.engine.Engine;
import dev.icl.core.error.UserException;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FixtureTest {
  @TempDir Path folder;
  private Map<String, HostTensor> tensors;
  private Map<String, String> metadata;

  @BeforeEach
  void readAGoodOne() {
    tensors = new LinkedHashMap<>(Safetensors.readAll(ConformanceTest.small()));
    try (SafetensorsFile file = SafetensorsFile.open(ConformanceTest.small())) {
      metadata = new HashMap<>(file.metadata());
    }
  }

  @Test
  void codedWeightsAreDecodedExactly() {
    tensors.put("paramq/w", HostTensor.fill(DType.U8, Shape.of(3), i -> 128 + i));
    tensors.put("paramq_scale/w", HostTensor.of(Shape.of(1), 0.25f));

    try (Fixture fixture = Fixture.open(write())) {
      assertThat(fixture.parameter("w", DType.F32).toFloats()).containsExactly(0, 0.25f, 0.5f);
      assertThat(fixture.parameters()).contains("w");
    }
  }

  @Test
  void theShapeOfARepeatedTableMustBeOneOfAWeight() {
    tensors.put("paramr/w", HostTensor.fill(DType.U8, Shape.of(3), i -> 128 + i));
    tensors.put("paramr_scale/w", HostTensor.of(Shape.of(1), 0.5f));
    for (long size : new long[] {0, -1, 1L << 31, 1L << 40}) {
      tensors.put("paramr_shape/w", HostTensor.of(Shape.of(2), size, 4L));

      try (Fixture fixture = Fixture.open(write())) {
        assertThatExceptionOfType(UserException.class)
            .isThrownBy(() -> fixture.parameterShape("w"))
            .withMessageContaining("'paramr_shape/w' is [")
            .withMessageEndingWith("which is the shape of no weight; make the fixture anew.");
      }
    }
  }

  @Test
  void samplesAreTakenAtTheirPlaces() {
    tensors.put("sub/q.f64", HostTensor.of(Shape.of(2), 40.0, 10.0));
    tensors.put("idx/5", HostTensor.of(Shape.of(4), 4L, 1L, 0L, 0L));
    HostTensor actual = HostTensor.of(Shape.of(5), 0f, 10f, 20f, 30f, 41f);

    try (Fixture fixture = Fixture.open(write())) {
      assertThat(fixture.references("q"))
          .singleElement()
          .satisfies(r -> assertThat(r.absoluteError(actual)).isEqualTo(1));
    }
  }

  @Test
  void imagesOfAnotherRankThanTheNetworksAreRefused() {
    tensors.put("in/x_lab", HostTensor.zeros(DType.F32, Shape.of(1, 1, 16, 16, 16)));

    refusal()
        .isEqualTo(
            file()
                + ": 'in/x_lab' has shape [1, 1, 16, 16, 16], but its parameters are those of"
                + " unet2d, which takes 2 axes behind batch and channels; make the fixture anew.");
  }

  @Test
  void aFixtureOfNoKnownNetworkNamesThoseThatThereAre() {
    tensors.remove("param/encoder.in_conv.conv_conv.0.weight");

    refusal()
        .isEqualTo(
            file()
                + " is not a fixture of a network that this release has: it holds none of the"
                + " parameters 'encoder.in_conv.conv_conv.0.weight' (unet2d),"
                + " 'conv1.conv1.0.weight' (unet3d), 'block_one.conv.0.weight' (vnet),"
                + " 'swin_unet.patch_embed.proj.weight' (swinunet2d),"
                + " 'swinViT.patch_embed.proj.weight' (swinunetr3d); name another.");
  }

  @Test
  void aFixtureOfIclNeedsUnlabelledImages() {
    tensors.remove("in/x_unlab");

    refusal()
        .isEqualTo(
            file()
                + " is not a fixture of a training step: it holds no tensor 'in/x_unlab'; name another.");
  }

  @Test
  void aFileWithoutImagesIsNoFixture() {
    tensors.remove("in/x_lab");

    refusal()
        .isEqualTo(
            file()
                + " is not a fixture of a training step: it holds no tensor 'in/x_lab'; name another.");
  }

  @Test
  void codesOfImagesAndCodesThatRepeatAreDecoded() {
    HostTensor codes = HostTensor.fill(DType.U8, Shape.of(1, 1, 2, 3), i -> 126 + i);
    tensors.put("inq/other", codes);
    tensors.put("inq_scale/other", HostTensor.of(Shape.of(1), 0.5f));
    tensors.put("paramr/table", HostTensor.fill(DType.U8, Shape.of(3), i -> 128 + i));
    tensors.put("paramr_scale/table", HostTensor.of(Shape.of(1), 2f));
    tensors.put("paramr_shape/table", HostTensor.fill(DType.I64, Shape.of(2), i -> 2 + 2 * i));
    try (Fixture fixture = Fixture.open(write())) {
      assertThat(fixture.containsInput("in/other")).isTrue();
      assertThat(fixture.input("in/other")).isEqualTo(Shape.of(1, 1, 2, 3));
      assertThat(fixture.images("in/other").toDoubles()).containsExactly(-1, -0.5, 0, 0.5, 1, 1.5);
      assertThat(fixture.parameters()).contains("table");
      assertThat(fixture.parameterShape("table")).isEqualTo(Shape.of(2, 4));
      assertThat(fixture.parameter("table", DType.F32).toDoubles())
          .containsExactly(0, 2, 4, 0, 2, 4, 0, 2);
    }
  }

  @Test
  void aMissingParameterIsNamed() {
    tensors.remove("param/uscl.norm_layers.1.bias");

    refusal()
        .isEqualTo(
            file()
                + " is not a complete fixture: it holds no parameter 'uscl.norm_layers.1.bias' of"
                + " shape [16]; make it anew.");
  }

  @Test
  void aParameterOfAnotherShapeIsNamedWithBoth() {
    tensors.put("param/uscl.norm_layers.1.bias", HostTensor.zeros(DType.F32, Shape.of(3)));

    refusal()
        .contains(
            "parameter 'uscl.norm_layers.1.bias' has shape [3], but",
            "needs [16]; make the fixture anew.");
  }

  @Test
  void aParameterNobodyKnowsIsNamed() {
    tensors.put("param/stranger", HostTensor.scalar(1));

    refusal().contains("holds the parameter 'stranger', which the network");
  }

  @Test
  void aMissingSettingIsNamed() {
    metadata.remove("consistency_weight");

    refusal()
        .isEqualTo(
            file()
                + " is not a complete fixture: its __metadata__ lacks 'consistency_weight'; make it anew.");
  }

  @Test
  void aSettingThatIsNoNumberIsShown() {
    metadata.put("consistency_weight", "fifty");

    refusal()
        .contains("'consistency_weight' in its __metadata__ should be a number, but is 'fifty'.");
  }

  @Test
  void aLabelOutsideTheClassesIsShown() {
    tensors.put("in/label", HostTensor.fill(DType.I64, Shape.of(2, 32, 32), i -> 4));

    refusal().contains("'in/label' holds the class 4, but the network has the classes 0 to 3;");
  }

  @Test
  void labelsOfAnotherSizeAreShown() {
    tensors.put("in/label", HostTensor.zeros(DType.I64, Shape.of(2, 32, 31)));

    refusal().contains("'in/label' should have shape [2, 32, 32], but has [2, 32, 31].");
  }

  @Test
  void imagesTheNetworkCannotDivideAreShown() {
    tensors.put("in/x_lab", HostTensor.zeros(DType.F32, Shape.of(2, 1, 32, 24)));
    tensors.put("in/x_unlab", HostTensor.zeros(DType.F32, Shape.of(3, 1, 32, 24)));
    tensors.put("in/label", HostTensor.zeros(DType.I64, Shape.of(2, 32, 24)));

    refusal().contains("are [32, 24], but the network needs multiples of [16, 16];");
  }

  @Test
  void aReportTellsTheWorstOfEachGroupAndEveryFailure() {
    ConformanceReport report =
        new ConformanceReport(
            "f",
            "c",
            "e",
            "cpu",
            List.of(
                new QuantityResult("out", "out/a", 1e-6, 1e-5),
                new QuantityResult("out", "out/b", 4e-6, 1e-5),
                new QuantityResult("grad", "grad/c", Double.POSITIVE_INFINITY, 0),
                new QuantityResult("final", "final/d", 1, Double.POSITIVE_INFINITY)),
            List.of(),
            List.of("dropout"));

    assertThat(report.passed()).isFalse();
    assertThat(report.worstOfEachGroup())
        .extracting(QuantityResult::name)
        .containsExactly("out/b", "grad/c", "final/d");
    assertThat(report.failures()).extracting(QuantityResult::name).containsExactly("grad/c");
    assertThat(report.toTable().lines())
        .anyMatch(line -> line.matches("out +2 +4\\.00e-06 +1\\.00e-05 +ok +out/b"))
        .contains(
            "FAILED  grad/c: error Infinity, tolerance 0.00", "not covered: dropout", "failed");
    assertThat(report.toJson()).contains("\"passed\" : false", "\"error\" : \"Infinity\"");
  }

  private AbstractStringAssert<?> refusal() {
    Path file = write();
    UserException[] refused = new UserException[1];
    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() -> new Conformance(mock(Engine.class)).run(file))
        .satisfies(e -> refused[0] = e);
    return assertThat(refused[0].getMessage());
  }

  private Path file() {
    return folder.resolve("f.safetensors");
  }

  private Path write() {
    Safetensors.write(file(), metadata, tensors);
    return file();
  }
}

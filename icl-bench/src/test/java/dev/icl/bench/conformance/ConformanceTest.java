package dev.icl.bench.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import dev.icl.core.checkpoint.Safetensors;
import dev.icl.core.checkpoint.SafetensorsFile;
import dev.icl.core.engine.Engine;
import dev.icl.core.engine.EngineHints;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.EnginePlugins;
import dev.icl.core.engine.RandomMode;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConformanceTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"pytorch", "tensorflow"})
  void anEngineAgreesWithTheAuthorsProgram(String engine) {
    ConformanceReport report = run(small(), engine);

    assertThat(report.passed()).as(report.toTable()).isTrue();
    assertThat(report.caseName()).isEqualTo("icl_unet2d_small");
    Map<String, Long> counts = counts(report);
    assertThat(counts.keySet())
        .containsExactlyInAnyOrder("eval", "dbg", "out", "loss", "grad", "after", "traj", "final");
    assertThat(counts).containsEntry("loss", 6L).containsEntry("traj", 6L);
    assertThat(counts.get("grad")).isGreaterThan(290);
    assertThat(counts.get("after")).isGreaterThanOrEqualTo(60);
    assertThat(report.results().stream().map(QuantityResult::group).distinct())
        .containsExactly("eval", "dbg", "out", "loss", "after", "grad", "traj", "final");
    assertThat(report.results().stream().map(r -> Fixture.quantity(r.name())))
        .filteredOn(name -> name.startsWith("dbg/"))
        .containsExactly("dbg/norm1", "dbg/attn1", "dbg/query_out", "dbg/attn_out");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pytorch", "tensorflow"})
  void anEngineAgreesWithTheAuthorsProgramForVolumes(String engine) {
    ConformanceReport report = run(resource("icl_unet3d_small"), engine);

    assertThat(report.passed()).as(report.toTable()).isTrue();
    Map<String, Long> counts = counts(report);
    assertThat(counts.keySet())
        .containsExactlyInAnyOrder("eval", "dbg", "out", "loss", "grad", "after", "traj", "final");
    assertThat(counts).containsEntry("loss", 6L).containsEntry("traj", 6L);
    assertThat(counts.get("grad")).isGreaterThan(200);
    assertThat(counts.get("after")).isEqualTo(24);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pytorch", "tensorflow"})
  void anEngineAgreesWithThePublishedVNet(String engine) {
    ConformanceReport report = run(resource("vnet3d_small"), engine);

    assertThat(report.passed()).as(report.toTable()).isTrue();
    Map<String, Long> counts = counts(report);
    assertThat(counts.keySet())
        .containsExactlyInAnyOrder("eval", "out", "loss", "grad", "after", "traj", "final");
    assertThat(counts).containsEntry("loss", 3L).containsEntry("traj", 3L);
    assertThat(counts.get("grad")).isGreaterThan(100);
  }

  @ParameterizedTest
  @CsvSource({
    "icl_swinunet2d_small, pytorch",
    "icl_swinunet2d_small, tensorflow",
    "icl_swinunetr3d_tiny, pytorch",
    "icl_swinunetr3d_tiny, tensorflow",
  })
  void anEngineAgreesWithTheAuthorsSwinNetworks(String fixture, String engine) {
    ConformanceReport report = run(resource(fixture), engine);

    assertThat(report.passed()).as(report.toTable()).isTrue();
    Map<String, Long> counts = counts(report);
    assertThat(counts.keySet())
        .containsExactlyInAnyOrder(
            "param", "eval", "dbg", "out", "loss", "grad", "after", "traj", "final");
    assertThat(counts).containsEntry("loss", 6L).containsEntry("traj", 6L);
    assertThat(counts.get("grad")).isGreaterThan(300);
    assertThat(counts.get("param")).isGreaterThanOrEqualTo(8);
    assertThat(report.results().stream().map(r -> Fixture.quantity(r.name())))
        .filteredOn(name -> name.startsWith("dbg/"))
        .contains("dbg/attn_out")
        .filteredOn(name -> name.startsWith("dbg/stage/"))
        .hasSizeGreaterThanOrEqualTo(15);
  }

  private static Map<String, Long> counts(ConformanceReport report) {
    return report.results().stream()
        .collect(Collectors.groupingBy(QuantityResult::group, Collectors.counting()));
  }

  @Test
  void everyDeviationIsFoundAndNothingElse() {
    Map<String, HostTensor> tensors = Safetensors.readAll(small());
    disturb(tensors, "out/sspa_lab/0.f64", 1.001);
    disturb(tensors, "loss/aux.f64", 1.0001);
    disturb(tensors, "grad/decoder.out_conv.bias.f64", 1.001);
    disturb(tensors, "after/encoder.in_conv.conv_conv.1.running_var", 1.0001);
    disturb(tensors, "traj/consis.f64", 1.1, 7);
    disturb(tensors, "sub/eval/logits_lab.f64", 1.001);
    disturb(tensors, "dbg/attn1.f64", 1.001);
    Map<String, String> metadata = metadata();
    metadata.merge("no_grad_params", ",sspa.guided_Q", String::concat);

    ConformanceReport report = run(write(metadata, tensors));

    assertThat(report.passed()).isFalse();
    assertThat(report.failures().stream().map(QuantityResult::name).collect(Collectors.toSet()))
        .isEqualTo(
            Set.of(
                "out/sspa_lab/0.f64",
                "loss/aux.f64",
                "grad/decoder.out_conv.bias.f64",
                "after/encoder.in_conv.conv_conv.1.running_var",
                "traj/consis.f64[7]",
                "sub/eval/logits_lab.f64",
                "dbg/attn1.f64",
                "grad/sspa.guided_Q"));
  }

  @Test
  void anExpectedQuantityThatNothingComputesIsNoPass() {
    Map<String, HostTensor> tensors = Safetensors.readAll(small());
    tensors.put("sub/out/logits_mixed.f64", HostTensor.of(Shape.of(1), 1.0));

    ConformanceReport report = run(write(metadata(), tensors));

    assertThat(report.failures())
        .extracting(QuantityResult::name)
        .containsExactly("sub/out/logits_mixed.f64");
  }

  @Test
  void aDisturbedWeightIsFoundInTheOutputs() {
    Map<String, HostTensor> tensors = Safetensors.readAll(small());
    disturb(tensors, "param/decoder.out_conv.weight", 1.01);

    ConformanceReport report = run(write(metadata(), tensors));

    assertThat(report.failures())
        .extracting(QuantityResult::name)
        .contains("loss/total.f64", "out/logits_lab.f64", "sub/eval/logits_lab.f64");
  }

  private static ConformanceReport run(Path fixture) {
    return run(fixture, "pytorch");
  }

  static ConformanceReport run(Path fixture, String name) {
    try (Engine engine = engine(name)) {
      return new Conformance(engine).run(fixture);
    }
  }

  private static void disturb(
      Map<String, HostTensor> tensors, String name, double factor, int place) {
    HostTensor t = tensors.get(name);
    tensors.put(
        name,
        HostTensor.fill(t.dtype(), t.shape(), i -> t.get((int) i) * (i == place ? factor : 1)));
  }

  private static void disturb(Map<String, HostTensor> tensors, String name, double factor) {
    HostTensor t = tensors.get(name);
    tensors.put(name, HostTensor.fill(t.dtype(), t.shape(), i -> t.get((int) i) * factor));
    assertThat(t.dtype()).isIn(DType.F32, DType.F64);
  }

  private static Map<String, String> metadata() {
    try (SafetensorsFile file = SafetensorsFile.open(small())) {
      return new HashMap<>(file.metadata());
    }
  }

  private Path write(Map<String, String> metadata, Map<String, HostTensor> tensors) {
    Path file = folder.resolve("changed.safetensors");
    Safetensors.write(file, metadata, new LinkedHashMap<>(tensors));
    return file;
  }

  static Engine engine(String name) {
    return Guice.createInjector(
            EnginePlugins.discover().select(name).module(),
            new AbstractModule() {
              @Override
              protected void configure() {
                // Small tensors: more threads would only wait for each other.
                bind(EngineOptions.class)
                    .toInstance(
                        new EngineOptions(
                            "cpu",
                            1,
                            RandomMode.PORTABLE,
                            1337,
                            false,
                            false,
                            EngineHints.defaults()));
              }
            })
        .getInstance(Engine.class);
  }

  static Path small() {
    return resource("icl_unet2d_small");
  }

  private static Path resource(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(
                  ConformanceTest.class.getResource("/conformance/" + name + ".safetensors"))
              .toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}

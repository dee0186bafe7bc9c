package dev.icl.bench.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.engine.Engine;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cases that the authors' programs have not computed. */
class OtherCasesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "images, pytorch",
    "images, tensorflow",
    "volumes, pytorch",
    "volumes, tensorflow",
    "axial, tensorflow",
    "none, pytorch",
    "swin images, tensorflow",
    "swin volumes, tensorflow",
  })
  void aCaseOfOtherSizesWidthsAndClassesRunsToo(String what, String name) {
    OtherCase other = OtherCase.of(what);
    Path fixture = folder.resolve("other.safetensors");
    try (Engine engine = ConformanceTest.engine("pytorch")) {
      other.write(fixture, engine);
    }

    ConformanceReport report = ConformanceTest.run(fixture, name);

    assertThat(report.passed()).as(report.toTable()).isTrue();
    assertThat(report.results())
        .extracting(QuantityResult::name)
        .contains("loss/total", "eval/logits_lab", "grad/" + other.lastWeight());
  }

  /** Levels of odd widths, oblong images, several channels and classes, other windows and heads. */
  @ParameterizedTest
  @ValueSource(strings = {"unet2d", "unet3d", "vnet", "swinunet2d"})
  void bothEnginesAgreeWithThePlainOperationsOnACaseThatNobodyHasSeen(String network) {
    UnseenCase unseen = UnseenCase.of(network);
    Path fixture = folder.resolve("unseen.safetensors");
    unseen.write(fixture);

    for (String engine : List.of("pytorch", "tensorflow")) {
      ConformanceReport report = ConformanceTest.run(fixture, engine);

      assertThat(report.passed()).as(report.toTable()).isTrue();
      assertThat(report.results())
          .extracting(result -> Fixture.quantity(result.name()))
          .contains("loss/total", "out/logits_lab", "eval/logits_lab")
          .containsAll(unseen.differentiated().stream().map(name -> "grad/" + name).toList());
    }
  }
}

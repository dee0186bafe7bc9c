package dev.icl.bench.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.checkpoint.Safetensors;
import dev.icl.core.error.UserException;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParityComparisonTest {
  @TempDir Path temporary;
  private ParityFolder a;
  private ParityFolder b;

  @BeforeEach
  void twoEnginesOfSomeDistance() throws IOException {
    a = folder("a", 2.0, 1.0, new float[] {3, 4}, new float[] {1e-7f}, 0, 1, 2, 3);
    b = folder("b", 2.0, 1.1, new float[] {3, 4.5f}, new float[] {-1e-7f}, 0, 1, 2, 2);
  }

  @Test
  void tellsTheLargestDistancesAndWhereTheyAre() {
    ParityComparison found = ParityComparison.of(a, b, 2);

    assertThat(found.maxLossDistance()).isEqualTo(0.1, within(1e-12));
    assertThat(found.atIteration()).isEqualTo(2);
    // the bias differs by twice its own size, but has no gradient beyond rounding
    assertThat(found.gradientDistance()).isEqualTo(0.1, within(1e-12));
    assertThat(found.gradientVariable()).isEqualTo("weight");
    assertThat(found.labelAgreement()).isEqualTo(0.75);
  }

  @Test
  void aGradientThatIsMissingIsInfinitelyFar() {
    Safetensors.write(b.gradients(), Map.of(), Map.of("bias", HostTensor.scalar(0)));

    assertThat(ParityComparison.of(a, b, 2).gradientDistance()).isInfinite();
  }

  /** Read before a gradient that is the same or after it, in the reference or beside it. */
  @Test
  void aGradientThatIsNoNumberIsInfinitelyFar() throws IOException {
    float[] sound = {3, 4};
    float[] broken = {Float.NaN, 4};

    for (String name : new String[] {"bias", "weight"}) {
      for (boolean inReference : new boolean[] {true, false}) {
        gradients(a, name, inReference ? broken : sound, sound);
        gradients(b, name, inReference ? sound : broken, sound);

        ParityComparison found = ParityComparison.of(a, b, 2);

        assertThat(found.gradientDistance()).as("%s, %s", name, inReference).isInfinite();
        assertThat(found.gradientVariable()).isEqualTo(name);
      }
    }
  }

  private static void gradients(ParityFolder folder, String name, float[] own, float[] other) {
    Safetensors.write(
        folder.gradients(),
        Map.of(),
        Map.of(
            name,
            HostTensor.of(Shape.of(2), own),
            name.equals("bias") ? "weight" : "bias",
            HostTensor.of(Shape.of(2), other)));
  }

  @Test
  void twoLossesThatAreNoNumbersAreNotTheSame() throws IOException {
    a = folder("a", 2.0, Double.NaN, new float[] {3, 4}, new float[] {1e-7f}, 0);
    b = folder("b", 2.0, Double.NaN, new float[] {3, 4}, new float[] {1e-7f}, 0);

    assertThat(ParityComparison.of(a, b, 2).maxLossDistance()).isInfinite();
    assertThat(ParityComparison.of(a, b, 2).atIteration()).isEqualTo(2);
  }

  @Test
  void withoutValidationVolumesThereIsNoAgreement() throws IOException {
    Files.delete(a.labels());

    assertThat(ParityComparison.of(a, b, 2).labelAgreement()).isNaN();
  }

  @Test
  void otherScansAreRefused() {
    Safetensors.write(b.labels(), Map.of(), Map.of("case_2", labels(0)));

    assertThatThrownBy(() -> ParityComparison.of(a, b, 2))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("are of other scans");
  }

  private ParityFolder folder(
      String name, double first, double second, float[] weight, float[] bias, int... classes)
      throws IOException {
    Path path = Files.createDirectories(temporary.resolve(name));
    ParityFolder folder = new ParityFolder(path);
    Files.writeString(
        folder.run().metrics(),
        "{\"iteration\":1,\"loss\":%s}%n{\"iteration\":2,\"loss\":%s}%n"
            .formatted(first, second)
            .replace("NaN", "null"));
    Safetensors.write(
        folder.gradients(),
        Map.of(),
        Map.of(
            "weight",
            HostTensor.of(Shape.of(2), weight),
            "bias",
            HostTensor.of(Shape.of(1), bias)));
    Safetensors.write(folder.labels(), Map.of(), Map.of("case_1", labels(classes)));
    return folder;
  }

  private static HostTensor labels(int... classes) {
    return HostTensor.fill(DType.U8, Shape.of(classes.length), i -> classes[(int) i]);
  }
}

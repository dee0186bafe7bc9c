package dev.icl.report.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.report.record.TrainingOutcome.Overlay;
import dev.icl.report.record.TrainingOutcome.Overlays;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverlaysTest {
  @Test
  void theBestTheMedianAndTheWorstAreByDice() {
    Overlays three = overlays(0.3, 0.9, 0.5, 0.7, 0.1);

    assertThat(three.best().dice()).isEqualTo(0.9);
    assertThat(three.median().dice()).isEqualTo(0.5);
    assertThat(three.worst().dice()).isEqualTo(0.1);
    assertThat(three.worst().png()).isEqualTo("overlays/case4.png");
  }

  @Test
  void aCaseInWhichNoClassCountsIsNoneOfThem() {
    Overlays three = overlays(Double.NaN, 0.9, 0.5, Double.NaN, 0.1);

    assertThat(three.median().dice()).isEqualTo(0.5);
    assertThat(three.worst().dice()).isEqualTo(0.1);
    assertThat(Overlays.of(pictures(Double.NaN))).isEmpty();
    assertThat(Overlays.of(List.of())).isEmpty();
  }

  @Test
  void theDiceOfACaseIsTheMeanOverTheClassesThatCount() {
    assertThat(overlay(0, 0.5, Double.NaN, 0.7).dice()).isEqualTo(0.6);
  }

  private static Overlays overlays(double... dice) {
    return Overlays.of(pictures(dice)).orElseThrow();
  }

  private static List<Overlay> pictures(double... dice) {
    Overlay[] pictures = new Overlay[dice.length];
    for (int i = 0; i < dice.length; i++) {
      pictures[i] = overlay(i, dice[i]);
    }
    return List.of(pictures);
  }

  private static Overlay overlay(int number, double... dice) {
    Path root = Path.of("bench");
    return Overlay.of(
        "case" + number,
        Arrays.stream(dice).boxed().toList(),
        root,
        root.resolve("overlays/case" + number + ".png"));
  }
}

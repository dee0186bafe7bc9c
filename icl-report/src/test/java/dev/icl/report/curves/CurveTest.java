package dev.icl.report.curves;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.report.record.TrainingOutcome.CurvePoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CurveTest {
  @Test
  void aShortTrainingKeepsEveryStep() {
    assertThat(Curve.of(log(10, 5), 300)).extracting(CurvePoint::iteration).hasSize(10);
  }

  @Test
  void aLongOneKeepsItsEndsAndEveryValidation() {
    List<CurvePoint> curve = Curve.of(log(30_000, 200), 400);

    assertThat(curve).hasSizeBetween(200, 400);
    assertThat(curve.get(0).iteration()).isEqualTo(1);
    assertThat(curve.get(curve.size() - 1).iteration()).isEqualTo(30_000);
    assertThat(curve.stream().filter(point -> point.dice() != null)).hasSize(150);
  }

  @Test
  void ofTooManyValidationsSomeAreKept() {
    assertThat(Curve.of(log(1000, 1), 300)).hasSizeBetween(100, 300);
  }

  @Test
  void theBestOfTooManyValidationsIsKeptAlways() {
    List<TrainingLog.Step> steps = new ArrayList<>(log(1000, 1).steps());
    TrainingLog.Step best = steps.get(601);
    steps.set(
        601,
        new TrainingLog.Step(
            best.iteration(),
            best.losses(),
            0.01,
            1,
            Optional.of(new TrainingLog.Validation(0.9, List.of(0.9)))));

    assertThat(Curve.of(new TrainingLog(steps), 300))
        .hasSizeBetween(100, 300)
        .filteredOn(point -> point.dice() == 0.9)
        .extracting(CurvePoint::iteration)
        .containsExactly(602);
  }

  @Test
  void theTotalIsNoTerm() {
    assertThat(Curve.of(log(1, 1), 300))
        .containsExactly(new CurvePoint(1, 2.0, Map.of("ce", 0.5), 0.75));
  }

  private static TrainingLog log(int steps, int validateEvery) {
    return new TrainingLog(
        IntStream.rangeClosed(1, steps)
            .mapToObj(
                i ->
                    new TrainingLog.Step(
                        i,
                        Map.of("loss", 2.0, "ce", 0.5),
                        0.01,
                        1,
                        i % validateEvery == 0
                            ? Optional.of(new TrainingLog.Validation(0.75, List.of(0.75)))
                            : Optional.empty()))
            .toList());
  }
}

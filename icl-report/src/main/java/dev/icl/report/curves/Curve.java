package dev.icl.report.curves;

import dev.icl.report.record.TrainingOutcome.CurvePoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A training's curve with few enough points for a picture. */
public final class Curve {
  private static final String TOTAL = "loss";

  private Curve() {}

  /**
   * Steps with a validation, the first and the last, and between them every n-th, such that there
   * are no more than that many. Where validations alone would take more than half of the room, they
   * are thinned like other steps, but the best one stays.
   *
   * @param most points, at least 4
   */
  public static List<CurvePoint> of(TrainingLog log, int most) {
    List<TrainingLog.Step> steps = log.steps();
    List<TrainingLog.Step> always =
        2 * log.validated().size() <= most ? log.validated() : best(log.validated());
    List<TrainingLog.Step> kept = steps;
    for (int stride = 2; kept.size() > most; stride++) {
      kept = everyNth(steps, stride, always);
    }
    return kept.stream().map(Curve::point).toList();
  }

  private static List<TrainingLog.Step> best(List<TrainingLog.Step> validated) {
    return validated.stream()
        .filter(step -> !Double.isNaN(dice(step)))
        .max(Comparator.comparingDouble(Curve::dice))
        .stream()
        .toList();
  }

  private static List<TrainingLog.Step> everyNth(
      List<TrainingLog.Step> steps, int stride, List<TrainingLog.Step> always) {
    List<TrainingLog.Step> kept = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < steps.size(); i++) {
      TrainingLog.Step step = steps.get(i);
      boolean named = next < always.size() && always.get(next).equals(step);
      next += named ? 1 : 0;
      if (i % stride == 0 || i == steps.size() - 1 || named) {
        kept.add(step);
      }
    }
    return kept;
  }

  private static double dice(TrainingLog.Step step) {
    return step.validation().map(TrainingLog.Validation::dice).orElse(Double.NaN);
  }

  private static CurvePoint point(TrainingLog.Step step) {
    Map<String, Double> terms = new LinkedHashMap<>(step.losses());
    terms.remove(TOTAL);
    return new CurvePoint(
        step.iteration(),
        step.loss(),
        terms,
        step.validation().map(TrainingLog.Validation::dice).orElse(null));
  }
}

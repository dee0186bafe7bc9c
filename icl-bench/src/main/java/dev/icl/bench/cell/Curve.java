package dev.icl.bench.cell;

import dev.icl.bench.curves.TrainingLog;
import dev.icl.bench.record.Training.CurvePoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A training's curve with few enough points for a picture. */
final class Curve {
  private static final String TOTAL = "loss";

  private Curve() {}

  /**
   * Steps with a validation, the first and the last, and between them every n-th, such that there
   * are no more than that many; of more validations than that, every n-th.
   */
  static List<CurvePoint> of(TrainingLog log, int most) {
    List<TrainingLog.Step> steps = log.steps();
    List<TrainingLog.Step> kept = steps;
    for (int stride = 2; kept.size() > most; stride++) {
      kept = everyNth(steps, stride, 2 * log.validated().size() <= most);
    }
    return kept.stream().map(Curve::point).toList();
  }

  private static List<TrainingLog.Step> everyNth(
      List<TrainingLog.Step> steps, int stride, boolean validations) {
    List<TrainingLog.Step> kept = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      boolean last = i == steps.size() - 1;
      boolean validated = validations && steps.get(i).validation().isPresent();
      if (i % stride == 0 || last || validated) {
        kept.add(steps.get(i));
      }
    }
    return kept;
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

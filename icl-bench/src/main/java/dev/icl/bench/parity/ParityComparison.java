package dev.icl.bench.parity;

import dev.icl.report.curves.CurveDistance;
import dev.icl.report.curves.RunCurve;
import java.nio.file.Files;

/**
 * The agreement of two engines.
 *
 * @param maxLossDistance the largest {@code |b − a| / |a|} of the total loss
 * @param atIteration the iteration of that distance
 * @param gradientDistance the largest {@code ‖b − a‖ / ‖a‖} of a parameter's gradient at the first
 *     step, of those whose gradient is more than rounding
 * @param gradientVariable the parameter of it
 * @param labelAgreement share of voxels with the same class; NaN where there are none
 */
public record ParityComparison(
    double maxLossDistance,
    int atIteration,
    double gradientDistance,
    String gradientVariable,
    double labelAgreement) {

  /**
   * Compares what two engines left.
   *
   * @param reference the files of the engine that differences are relative to
   * @param other the files of the other engine
   * @param iterations number of steps to compare, at least 1
   * @throws dev.icl.core.error.UserException if a file is missing or damaged
   */
  public static ParityComparison of(ParityFolder reference, ParityFolder other, int iterations) {
    CurveDistance loss =
        CurveDistance.between(
            RunCurve.read(reference.path()), RunCurve.read(other.path()), iterations);
    GradientDistance.Distance gradient =
        GradientDistance.between(reference.gradients(), other.gradients());
    return new ParityComparison(
        loss.largest(),
        loss.largestAt(),
        gradient.relative(),
        gradient.variable(),
        Files.exists(reference.labels())
            ? LabelMaps.agreement(reference.labels(), other.labels())
            : Double.NaN);
  }
}

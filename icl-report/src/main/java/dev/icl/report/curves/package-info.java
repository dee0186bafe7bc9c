/**
 * Curves of trainings: read from their logs, thinned, compared and drawn.
 *
 * <p>{@link TrainingLog} is everything that {@code metrics.jsonl} tells, {@link Curve} that with
 * few enough points for a record. {@link RunCurve} is what {@code icl curves} shows of a training,
 * {@link CurveDistance} how far two are apart, {@link CurveChart} their picture. The package reads
 * folders of trainings through {@code app.run} and draws with {@code report.chart}. Start with
 * {@link TrainingLog}.
 */
@NullMarked
package dev.icl.report.curves;

import org.jspecify.annotations.NullMarked;

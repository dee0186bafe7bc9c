/**
 * Loss curves of trainings: read from their logs, compared and drawn.
 *
 * <p>{@link RunCurve} reads the log of a training, {@link CurveDistance} compares two, {@link
 * CurveChart} draws them as a picture file. Start with {@link RunCurve}.
 */
package dev.icl.report.curves;

/**
 * Segmenting scans with a trained network: {@link dev.icl.app.predict.Segmenter} for programs that
 * embed it, whole cohorts for the command line, and the part that evaluations share.
 */
@NullMarked
package dev.icl.app.predict;

import org.jspecify.annotations.NullMarked;

/**
 * Sizes, spacings, intensities and class frequencies of the scans of a dataset ({@link
 * dev.icl.data.fingerprint.DatasetFingerprint}), as nnU-Net's fingerprint has them, and the grid to
 * train on ({@link dev.icl.data.fingerprint.TargetGrid}): the base of a planned configuration. Axes
 * are those of the files throughout.
 */
@NullMarked
package dev.icl.data.fingerprint;

import org.jspecify.annotations.NullMarked;

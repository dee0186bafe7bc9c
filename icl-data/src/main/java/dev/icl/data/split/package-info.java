/**
 * Splits: the labelled, unlabelled, validation and test scans of a dataset.
 *
 * <p>A {@link Split} comes from a file, from the lists of a benchmark or from a seed ({@link
 * Splits}); {@link Placement} applies it to the scans of a dataset and reports patients that are in
 * more than one subset. Start with {@link Splits}.
 */
@NullMarked
package dev.icl.data.split;

import org.jspecify.annotations.NullMarked;

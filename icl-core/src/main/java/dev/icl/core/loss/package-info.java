/**
 * Losses as compositions of operations; each returns a float32 scalar.
 *
 * <p>A {@link SegmentationLoss} compares a {@link Prediction} with a {@link Target}, a {@link
 * ConsistencyLoss} compares a student with a teacher, and {@link MultiScale} applies either to the
 * maps of several scales. Class scores are {@code [N, C, spatial]} in two or three dimensions. The
 * package uses {@code core.ops} and {@code core.tensor}; it holds no variables. Start with {@link
 * SegmentationLoss}.
 */
@NullMarked
package dev.icl.core.loss;

import org.jspecify.annotations.NullMarked;

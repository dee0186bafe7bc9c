/**
 * Scores of label maps: overlap, surface distances and volumes, class by class.
 *
 * <p>{@link CaseScorer} compares a predicted with a reference {@link LabelMap} and gives {@link
 * ClassScores}; {@link Metric} lists what is measured, and {@link EmptyMasks} decides the scores of
 * classes that one of the maps lacks. Definitions follow MedPy. Start with {@link CaseScorer}.
 */
@NullMarked
package dev.icl.data.metrics;

import org.jspecify.annotations.NullMarked;

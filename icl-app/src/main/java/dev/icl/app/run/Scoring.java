package dev.icl.app.run;

import dev.icl.data.metrics.EmptyMasks;

/**
 * The rules for scoring label maps.
 *
 * @param emptyMasks what classes get that a map lacks
 * @param toleranceMm of the normalised surface distance
 */
public record Scoring(EmptyMasks emptyMasks, double toleranceMm) {}

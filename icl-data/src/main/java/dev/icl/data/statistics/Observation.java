package dev.icl.data.statistics;

/**
 * A score.
 *
 * @param origin the origin of the score
 * @param value NaN where it does not count
 */
public record Observation(ScoreOrigin origin, double value) {}

package dev.icl.data.statistics;

/**
 * A score.
 *
 * @param origin where it is from
 * @param value NaN where it does not count
 */
public record Observation(ScoreOrigin origin, double value) {}

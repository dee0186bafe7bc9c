package dev.icl.bench.speed;

/**
 * The extent of the measurement of one method.
 *
 * @param warmup steps that are made first and not counted, at least 1
 * @param steps that are timed
 * @param matrix rows and columns of the matrices of the yardstick
 */
public record MethodSettings(int warmup, int steps, int matrix) {}

package dev.icl.modules.method;

/**
 * The steps before those that a method is named for. The best state of a training is one after
 * them.
 *
 * @param iterations how many, at least 1
 * @param continuesFromBest whether the others begin with the state of the highest validation score
 *     among these, its optimiser included; with the last one otherwise
 */
public record Pretraining(int iterations, boolean continuesFromBest) {}

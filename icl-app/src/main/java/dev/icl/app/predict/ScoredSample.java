package dev.icl.app.predict;

import java.util.Optional;

/**
 * The segmentation of a sample on its own grid; arrays in C order.
 *
 * @param labels class of each voxel as an unsigned byte
 * @param probabilities of every class, where they are wanted
 * @param uncertainty entropy of each voxel's probabilities as a share of the largest there can be,
 *     where it is wanted
 */
public record ScoredSample(
    byte[] labels, Optional<StoredProbabilities> probabilities, Optional<float[]> uncertainty) {}

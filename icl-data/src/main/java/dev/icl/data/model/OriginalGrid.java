package dev.icl.data.model;

import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The grid that a volume was on before it was preprocessed: what segmentations of it are scored and
 * written on.
 *
 * @param slices the number of slices
 * @param height rows of a slice
 * @param width columns of a slice
 * @param label class of each voxel as an unsigned byte, {@code [slices, height, width]} in C order,
 *     where there is a label map
 * @param spacing between voxels, where it is known
 * @param restore from a label map of the preprocessed volume to one on this grid; both in C order
 */
public record OriginalGrid(
    int slices,
    int height,
    int width,
    Optional<byte[]> label,
    Optional<Spacing> spacing,
    UnaryOperator<byte[]> restore) {}

package dev.icl.data.sample;

import dev.icl.core.tensor.Shape;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The grid that a sample was on before it was preprocessed: what segmentations of it are scored and
 * written on.
 *
 * @param shape sizes of the axes, slowest first
 * @param label class of each voxel as an unsigned byte in C order, where there is a label map
 * @param spacing between voxels, where it is known
 * @param restore from a label map of the preprocessed sample to one on this grid; both in C order
 */
public record OriginalGrid(
    Shape shape,
    Optional<byte[]> label,
    Optional<Spacing> spacing,
    UnaryOperator<byte[]> restore) {}

package dev.icl.app.predict;

import dev.icl.data.format.ClassMaps;
import dev.icl.data.sample.Sample;
import dev.icl.data.scan.Scan;
import java.util.Optional;

/**
 * The segmentation of a scan by a {@link Segmenter}.
 *
 * @param labels class of each voxel on the scan's own grid: its shape, affine and spacing; unsigned
 *     bytes
 * @param sample the scan as the network saw it, preprocessed
 * @param onSample class of each voxel of that sample as an unsigned byte, in its order
 * @param probabilities of every class on the scan's own grid, float32, where they are wanted; what
 *     preprocessing cropped away is background
 * @param uncertainty entropy of each voxel's probabilities on the scan's own grid, float32: 0 to 1,
 *     which is that of equal probabilities; where it is wanted
 */
public record Segmentation(
    Scan labels,
    Sample sample,
    byte[] onSample,
    Optional<ClassMaps> probabilities,
    Optional<Scan> uncertainty) {}

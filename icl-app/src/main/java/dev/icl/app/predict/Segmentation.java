package dev.icl.app.predict;

import dev.icl.data.sample.Sample;
import dev.icl.data.scan.Scan;

/**
 * The segmentation of a scan by a {@link Segmenter}.
 *
 * @param labels class of each voxel on the scan's own grid: its shape, affine and spacing; unsigned
 *     bytes
 * @param sample the scan as the network saw it, preprocessed
 * @param onSample class of each voxel of that sample as an unsigned byte, in its order
 */
public record Segmentation(Scan labels, Sample sample, byte[] onSample) {}

package dev.icl.modules.method;

import dev.icl.core.batch.BatchShape;
import dev.icl.modules.network.SegmentationNetwork;

/**
 * The training that a method is made for.
 *
 * @param network the backbone, which takes the patch of the batch
 * @param iterations the number of steps, at least 1
 * @param batch number and size of a step's images
 * @param components the cleaning of pseudo labels
 */
public record MethodContext(
    SegmentationNetwork network, int iterations, BatchShape batch, ComponentFilter components) {}

package dev.icl.modules.method;

import dev.icl.core.config.TrainConfig;
import dev.icl.modules.network.SegmentationNetwork;

/**
 * The training that a method is made for.
 *
 * @param network the backbone, which takes {@code train.patch}
 * @param train iterations, which schedules depend on, batch and patch
 * @param components the cleaning of pseudo labels
 */
public record MethodContext(
    SegmentationNetwork network, TrainConfig train, ComponentFilter components) {}

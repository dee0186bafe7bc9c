package dev.icl.data.sample;

/**
 * A part of a sample in memory.
 *
 * @param sample its voxels
 * @param box their place in the sample as a whole
 */
public record SamplePart(Sample sample, SampleBox box) {}

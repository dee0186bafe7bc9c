package dev.icl.data.fingerprint;

/**
 * The frequency of a class in the label maps that are trained with.
 *
 * @param name of the class
 * @param voxels that have it
 * @param share of all voxels of these label maps
 * @param scans that have a voxel of it
 */
public record ClassFrequency(String name, long voxels, double share, int scans) {}

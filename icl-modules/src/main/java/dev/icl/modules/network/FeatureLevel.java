package dev.icl.modules.network;

/**
 * A decoder output that attention modules can read.
 *
 * @param channels its channels
 * @param stride how many image pixels one of its pixels spans, along each axis
 */
public record FeatureLevel(int channels, int stride) {}

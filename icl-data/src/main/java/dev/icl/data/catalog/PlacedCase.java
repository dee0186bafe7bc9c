package dev.icl.data.catalog;

/**
 * A scan and what it is for.
 *
 * @param scan which
 * @param part its subset
 */
public record PlacedCase(ScanCase scan, Subset part) {}

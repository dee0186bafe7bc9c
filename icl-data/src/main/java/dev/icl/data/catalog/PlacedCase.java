package dev.icl.data.catalog;

/**
 * A scan and what it is for.
 *
 * @param scan which
 * @param part what for
 */
public record PlacedCase(ScanCase scan, Subset part) {}

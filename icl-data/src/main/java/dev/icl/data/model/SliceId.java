package dev.icl.data.model;

/**
 * The identity of a slice.
 *
 * @param name as the dataset names it; unique in the dataset
 * @param patient the patient of the scan
 */
public record SliceId(String name, String patient) {}

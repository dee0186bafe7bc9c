package dev.icl.data.model;

/**
 * The identity of a slice.
 *
 * @param name as the dataset names it; unique in the dataset
 * @param patient whose scan it is from
 */
public record SliceId(String name, String patient) {}

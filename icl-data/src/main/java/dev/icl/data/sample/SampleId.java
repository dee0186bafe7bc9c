package dev.icl.data.sample;

/**
 * The identity of a sample.
 *
 * @param name as the dataset names it; unique in the dataset
 * @param patient the patient of the scan
 */
public record SampleId(String name, String patient) {}

package dev.icl.report.record;

/**
 * The data of a training in numbers.
 *
 * @param patients number of those whose scans may be trained on
 * @param labeled patients of these whose label maps are used
 * @param labeledSamples slices or volumes with a label map that is used
 * @param unlabeledSamples slices or volumes without one
 * @param validation scans that the network is validated on
 * @param tests scans that are kept for tests
 */
public record TrainingData(
    int patients,
    int labeled,
    int labeledSamples,
    int unlabeledSamples,
    int validation,
    int tests) {}

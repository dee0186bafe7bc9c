package dev.icl.data.model;

/**
 * The provenance of the data behind a result.
 *
 * @param name of the dataset
 * @param root its folder; empty where it has none
 * @param trainingPatients the number of patients of the training samples
 * @param trainingSamples the number of training samples
 * @param validationScans the number of validation scans
 * @param fingerprint SHA-256 in hexadecimal of what decides the content: the lists and file sizes
 *     of a folder, the settings of a phantom
 */
public record DataProvenance(
    String name,
    String root,
    int trainingPatients,
    int trainingSamples,
    int validationScans,
    String fingerprint) {}

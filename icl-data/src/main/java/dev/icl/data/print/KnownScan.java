package dev.icl.data.print;

/**
 * A scan with its fingerprint.
 *
 * @param name of the case, or of the first of its slices
 * @param patient the patient of the scan
 * @param print of its intensities
 */
public record KnownScan(String name, String patient, ScanPrint print) {}

package dev.icl.data.fingerprint;

import dev.icl.data.scan.AxisOrder;
import java.util.List;

/**
 * The fingerprint of a dataset, from which a configuration is planned.
 *
 * @param dataset its name
 * @param root its folder
 * @param classes names of the classes, the background first
 * @param channels names of the values at each voxel of an image
 * @param order the axis of the files that runs fastest
 * @param scans training and validation scans
 * @param trainingScans the number of them that are trained on
 * @param intensities of each channel, at the foreground of labelled training scans; empty where
 *     there is none
 * @param frequencies of each class in the label maps of labelled training scans
 */
public record DatasetFingerprint(
    String dataset,
    String root,
    List<String> classes,
    List<String> channels,
    AxisOrder order,
    List<ScanShape> scans,
    int trainingScans,
    List<ChannelIntensities> intensities,
    List<ClassFrequency> frequencies) {
  /** Copies the lists. */
  public DatasetFingerprint {
    classes = List.copyOf(classes);
    channels = List.copyOf(channels);
    scans = List.copyOf(scans);
    intensities = List.copyOf(intensities);
    frequencies = List.copyOf(frequencies);
  }

  /** Whether every file tells the distance of its voxels. */
  public boolean hasSpacing() {
    return scans.stream().noneMatch(scan -> scan.spacing().isEmpty());
  }

  /** The median share of a scan's voxels that are in the box around those that are not 0. */
  public double medianKept() {
    return Quantiles.of(scans.stream().map(ScanShape::kept).toList(), 50);
  }
}

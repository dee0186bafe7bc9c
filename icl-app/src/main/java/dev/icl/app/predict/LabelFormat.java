package dev.icl.app.predict;

import dev.icl.core.error.UserException;
import dev.icl.data.format.Contents;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.SliceAxis;
import java.nio.file.Path;
import java.util.Optional;

/** The format of the files that segmentations are written to. */
public enum LabelFormat {
  /** Compressed NIfTI. */
  NIFTI,
  /** HDF5 with a dataset {@code label}. */
  HDF5,
  /** NRRD. */
  NRRD,
  /** MetaImage, header and voxels in one file. */
  METAIMAGE,
  /** TIFF, a page for each slice. */
  TIFF,
  /** PNG, for scans of one slice. */
  PNG,
  /** A DICOM segmentation object, for scans that are DICOM series. */
  DICOM_SEG,
  /** A DICOM RT structure set, for scans that are DICOM series. */
  DICOM_RTSTRUCT,
  /** The format of the scan where it can be written, compressed NIfTI otherwise. */
  SAME;

  /**
   * The format of maps of numbers beside label maps, which not every format holds.
   *
   * @param file of the scan
   */
  LabelFormat ofNumbers(Path file) {
    boolean picture = this == PNG || this == TIFF || this == SAME && isPicture(file);
    return isDicom() || picture ? NIFTI : this;
  }

  /** The most bytes of a probability in its files: halves or steps of 16 bits, or float32. */
  int probabilityBytes() {
    return this == NRRD || this == METAIMAGE || this == SAME ? Float.BYTES : Short.BYTES;
  }

  /**
   * Checks before a scan is segmented that its label map goes into a file of some ending.
   *
   * @param target the file of the label map
   * @param file of the scan
   * @param scan as it was read, or its first channel; a fourth axis counts channels
   * @param axis along which slices are cut
   * @param formats know what a file of the ending holds
   * @throws UserException if the file holds a single slice and the scan has several
   */
  static void requireRoom(
      Path target, Path file, Scan scan, SliceAxis axis, VolumeFormats formats) {
    if (!formats.holdsOneSlice(target)) {
      return;
    }
    int slices = listed(target, scan.squeezed().firstFrame(), axis).planes();
    if (slices > 1) {
      String format = formats.of(target).name();
      throw new UserException(
          "%s has %d slices, of which a %s file holds one: choose the format tiff or nifti for it."
              .formatted(file, slices, format));
    }
  }

  /** Whether it is an object on a DICOM series. */
  boolean isDicom() {
    return this == DICOM_SEG || this == DICOM_RTSTRUCT;
  }

  private static boolean isPicture(Path file) {
    return file.toString().matches("(?i).*\\.(png|tiff?)");
  }

  /**
   * The file for the segmentation of a scan.
   *
   * @param folder of the results
   */
  Path target(Path folder, PredictionInputs.Input input, VolumeFormats formats) {
    return folder.resolve(input.name() + ending(input.file(), formats));
  }

  private String ending(Path file, VolumeFormats formats) {
    if (this == SAME && formats.knows(file) && formats.of(file).writes()) {
      return file.getFileName().toString().substring(formats.stem(file).length());
    }
    return switch (this) {
      case HDF5 -> ".h5";
      case NRRD -> ".nrrd";
      case METAIMAGE -> ".mha";
      case TIFF -> ".tif";
      case PNG -> ".png";
      case DICOM_SEG, DICOM_RTSTRUCT -> ".dcm";
      case NIFTI, SAME -> ".nii.gz";
    };
  }

  /**
   * A label map as a file of some ending holds it.
   *
   * @param axis along which slices were cut
   */
  static Contents contents(Path target, Scan labels, SliceAxis axis) {
    Scan listed = listed(target, labels, axis);
    return isHdf5(target)
        ? new Contents(Optional.empty(), Optional.of(listed))
        : Contents.of(listed);
  }

  /**
   * A map of voxels with its axes in the order of a file of some ending: slices first in HDF5, last
   * in others.
   *
   * @param axis along which slices were cut
   */
  static Scan listed(Path target, Scan map, SliceAxis axis) {
    boolean turned =
        isHdf5(target)
            ? map.order() == AxisOrder.FIRST_FASTEST
            : map.order() == AxisOrder.LAST_FASTEST && axis == SliceAxis.FIRST;
    return turned ? map.reversed() : map;
  }

  private static boolean isHdf5(Path target) {
    return target.toString().matches("(?i).*\\.h(df)?5");
  }
}

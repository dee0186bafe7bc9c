package dev.icl.data.format.dicom;

import dev.icl.core.error.UserException;
import dev.icl.data.format.DetachedData;
import dev.icl.data.format.dicom.codec.FrameSize;
import dev.icl.data.scan.VoxelType;

/**
 * The samples of a frame.
 *
 * @param rows their number
 * @param columns their number
 * @param bytes of a sample
 * @param stored the number of bits that count
 * @param shift by which they are moved up
 * @param signed whether samples may be negative
 */
record FrameFormat(int rows, int columns, int bytes, int stored, int shift, boolean signed) {
  /**
   * The format that a file gives.
   *
   * @throws UserException if it holds no grey values, or does not say how
   */
  static FrameFormat of(DicomFile file) {
    Elements elements = file.elements();
    String kind = elements.text(Tags.SOP_CLASS).orElse("");
    if (kind.equals(SegmentationObject.CLASS)) {
      throw new UserException(
          "%s is a DICOM segmentation object, not an image: name the series that it was made of."
              .formatted(file.file()));
    }
    String photometric = elements.text(Tags.PHOTOMETRIC).orElse("MONOCHROME2");
    int samples = elements.small(Tags.SAMPLES_PER_PIXEL).orElse(1);
    if (samples != 1 || !photometric.startsWith("MONOCHROME")) {
      throw new UserException(
          "%s holds colours (%s), which have no intensities: choose a series of grey values."
              .formatted(file.file(), DetachedData.shown(photometric)));
    }
    if (file.pixels().filter(p -> p.tag() != Tags.PIXELS).isPresent()) {
      throw new UserException(
          "%s holds floating-point samples, which are not read from DICOM: convert it to NIfTI, for example with dcm2niix."
              .formatted(file.file()));
    }
    if (!elements.items(Tags.MODALITY_LUT).isEmpty()) {
      throw new UserException(
          "%s gives its intensities by a table (ModalityLUTSequence), which is not read: convert it to NIfTI, for example with dcm2niix."
              .formatted(file.file()));
    }
    int allocated = elements.needed(Tags.BITS_ALLOCATED);
    int stored = elements.small(Tags.BITS_STORED).orElse(allocated);
    int high = elements.small(Tags.HIGH_BIT).orElse(stored - 1);
    int rows = elements.needed(Tags.ROWS);
    int columns = elements.needed(Tags.COLUMNS);
    if (rows == 0) {
      throw elements.wrong(Tags.ROWS);
    }
    if (columns == 0) {
      throw elements.wrong(Tags.COLUMNS);
    }
    if (allocated != 8 && allocated != 16 && allocated != 32) {
      throw elements.wrong(Tags.BITS_ALLOCATED);
    }
    if (stored < 1 || stored > allocated) {
      throw elements.wrong(Tags.BITS_STORED);
    }
    if (high < stored - 1 || high >= allocated) {
      throw elements.wrong(Tags.HIGH_BIT);
    }
    boolean signed = elements.small(Tags.PIXEL_REPRESENTATION).orElse(0) == 1;
    return new FrameFormat(rows, columns, allocated / 8, stored, high - stored + 1, signed);
  }

  FrameSize size() {
    return new FrameSize(rows, columns, bytes);
  }

  VoxelType type() {
    return switch (bytes) {
      case 1 -> signed ? VoxelType.INT8 : VoxelType.UINT8;
      case 2 -> signed ? VoxelType.INT16 : VoxelType.UINT16;
      default -> signed ? VoxelType.INT32 : VoxelType.UINT32;
    };
  }

  /**
   * The number that a sample stands for, without what else is in its place; unsigned ones of 32
   * bits as an {@code int} holds them.
   */
  int value(int sample) {
    int up = 32 - stored;
    int moved = sample >>> shift << up;
    return signed ? moved >> up : moved >>> up;
  }
}

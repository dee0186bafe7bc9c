package dev.icl.data.format.dicom;

import java.util.Set;

/** The elements that are read, as group and number. */
final class Tags {
  static final int TRANSFER_SYNTAX = 0x00020010;
  static final int IMAGE_TYPE = 0x00080008;
  static final int SOP_CLASS = 0x00080016;
  static final int SOP_INSTANCE = 0x00080018;
  static final int MODALITY = 0x00080060;
  static final int SERIES_DESCRIPTION = 0x0008103E;
  static final int PATIENT_ID = 0x00100020;
  static final int PATIENT_ISSUER = 0x00100021;
  static final int SLICE_THICKNESS = 0x00180050;
  static final int SLICE_SPACING = 0x00180088;
  static final int SERIES_INSTANCE = 0x0020000E;
  static final int POSITION = 0x00200032;
  static final int ORIENTATION = 0x00200037;
  static final int SAMPLES_PER_PIXEL = 0x00280002;
  static final int PHOTOMETRIC = 0x00280004;
  static final int FRAMES = 0x00280008;
  static final int ROWS = 0x00280010;
  static final int COLUMNS = 0x00280011;
  static final int PIXEL_SPACING = 0x00280030;
  static final int BITS_ALLOCATED = 0x00280100;
  static final int BITS_STORED = 0x00280101;
  static final int HIGH_BIT = 0x00280102;
  static final int PIXEL_REPRESENTATION = 0x00280103;
  static final int INTERCEPT = 0x00281052;
  static final int SLOPE = 0x00281053;
  static final int LOSSY = 0x00282110;
  static final int MODALITY_LUT = 0x00283000;
  static final int SHARED_GROUPS = 0x52009229;
  static final int FRAME_GROUPS = 0x52009230;
  static final int PLANE_POSITION = 0x00209113;
  static final int PLANE_ORIENTATION = 0x00209116;
  static final int PIXEL_MEASURES = 0x00289110;
  static final int VALUE_TRANSFORMATION = 0x00289145;
  static final int OFFSETS = 0x7FE00001;
  static final int FLOAT_PIXELS = 0x7FE00008;
  static final int DOUBLE_PIXELS = 0x7FE00009;
  static final int PIXELS = 0x7FE00010;

  static final int ITEM = 0xFFFEE000;
  static final int ITEM_END = 0xFFFEE00D;
  static final int SEQUENCE_END = 0xFFFEE0DD;

  /** Sequences, which files without value representations do not tell. */
  static final Set<Integer> SEQUENCES =
      Set.of(
          MODALITY_LUT,
          SHARED_GROUPS,
          FRAME_GROUPS,
          PLANE_POSITION,
          PLANE_ORIENTATION,
          PIXEL_MEASURES,
          VALUE_TRANSFORMATION);

  private Tags() {}

  /** An element for a message, such as {@code ImagePositionPatient (0020,0032)}. */
  static String shown(int tag) {
    String name =
        switch (tag) {
          case POSITION -> "ImagePositionPatient ";
          case ORIENTATION -> "ImageOrientationPatient ";
          case PIXEL_SPACING -> "PixelSpacing ";
          case ROWS -> "Rows ";
          case COLUMNS -> "Columns ";
          case BITS_ALLOCATED -> "BitsAllocated ";
          case BITS_STORED -> "BitsStored ";
          case HIGH_BIT -> "HighBit ";
          case PIXEL_REPRESENTATION -> "PixelRepresentation ";
          case FRAMES -> "NumberOfFrames ";
          case SLOPE -> "RescaleSlope ";
          case INTERCEPT -> "RescaleIntercept ";
          case PIXELS -> "PixelData ";
          case FRAME_GROUPS -> "PerFrameFunctionalGroupsSequence ";
          case SLICE_THICKNESS -> "SliceThickness ";
          case SLICE_SPACING -> "SpacingBetweenSlices ";
          default -> "";
        };
    return "%s(%04x,%04x)".formatted(name, tag >>> 16, tag & 0xffff);
  }
}

package dev.icl.data.format.dicom;

import dev.icl.data.format.dicom.codec.FrameDecoder;
import dev.icl.data.format.dicom.codec.Jpeg;
import dev.icl.data.format.dicom.codec.Jpeg2000;
import dev.icl.data.format.dicom.codec.JpegLs;
import dev.icl.data.format.dicom.codec.RunLengths;
import java.util.Arrays;
import java.util.Optional;

/** The encodings of files that are read. */
enum TransferSyntax {
  IMPLICIT_LITTLE("1.2.840.10008.1.2", "uncompressed"),
  EXPLICIT_LITTLE("1.2.840.10008.1.2.1", "uncompressed"),
  DEFLATED("1.2.840.10008.1.2.1.99", "deflated"),
  EXPLICIT_BIG("1.2.840.10008.1.2.2", "uncompressed"),
  RUN_LENGTHS("1.2.840.10008.1.2.5", "RLE"),
  JPEG_BASELINE("1.2.840.10008.1.2.4.50", "JPEG"),
  JPEG_EXTENDED("1.2.840.10008.1.2.4.51", "JPEG"),
  JPEG_LOSSLESS("1.2.840.10008.1.2.4.57", "JPEG"),
  JPEG_LOSSLESS_FIRST("1.2.840.10008.1.2.4.70", "JPEG"),
  JPEG_LS("1.2.840.10008.1.2.4.80", "JPEG-LS"),
  JPEG_LS_NEAR("1.2.840.10008.1.2.4.81", "JPEG-LS"),
  JPEG_2000_LOSSLESS("1.2.840.10008.1.2.4.90", "JPEG 2000"),
  JPEG_2000("1.2.840.10008.1.2.4.91", "JPEG 2000");

  private final String uid;
  private final String label;

  TransferSyntax(String uid, String label) {
    this.uid = uid;
    this.label = label;
  }

  /** The name of the compression. */
  String label() {
    return label;
  }

  /** The decoder of frames; empty where samples are as they are. */
  Optional<FrameDecoder> decoder() {
    return switch (this) {
      case IMPLICIT_LITTLE, EXPLICIT_LITTLE, DEFLATED, EXPLICIT_BIG -> Optional.empty();
      case RUN_LENGTHS -> Optional.of(new RunLengths());
      case JPEG_BASELINE, JPEG_EXTENDED, JPEG_LOSSLESS, JPEG_LOSSLESS_FIRST ->
          Optional.of(new Jpeg());
      case JPEG_LS, JPEG_LS_NEAR -> Optional.of(new JpegLs());
      case JPEG_2000_LOSSLESS, JPEG_2000 -> Optional.of(new Jpeg2000());
    };
  }

  boolean isImplicit() {
    return this == IMPLICIT_LITTLE;
  }

  boolean isBigEndian() {
    return this == EXPLICIT_BIG;
  }

  static Optional<TransferSyntax> of(String uid) {
    return Arrays.stream(values()).filter(s -> s.uid.equals(uid)).findFirst();
  }
}

package dev.icl.data.format.dicom;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Small DICOM files in explicit little endian, of 2 by 2 samples of 16 bits. */
final class DicomBytes {
  private static final String SYNTAX = "1.2.840.10008.1.2.1";
  private static final byte[] SAMPLES = {1, 0, 2, 0, 3, 0, 4, 0};

  private final Map<Integer, byte[]> elements = new TreeMap<>(Integer::compareUnsigned);
  private String syntax = SYNTAX;

  /** A slice of the series 1.2.3 at a place along the patient's axis, in mm. */
  static DicomBytes slice(double z) {
    return new DicomBytes()
        .text(Tags.SOP_CLASS, "UI", "1.2.840.10008.5.1.4.1.1.4")
        .text(Tags.SOP_INSTANCE, "UI", "1.2.3." + Math.round(1000 * z))
        .text(Tags.IMAGE_TYPE, "CS", "ORIGINAL\\PRIMARY")
        .text(Tags.MODALITY, "CS", "MR")
        .text(Tags.SERIES_INSTANCE, "UI", "1.2.3")
        .text(Tags.PATIENT_ID, "LO", "NOBODY")
        .text(Tags.POSITION, "DS", "10\\20\\" + z)
        .text(Tags.ORIENTATION, "DS", "1\\0\\0\\0\\1\\0")
        .text(Tags.PIXEL_SPACING, "DS", "0.5\\0.25")
        .text(Tags.PHOTOMETRIC, "CS", "MONOCHROME2")
        .small(Tags.SAMPLES_PER_PIXEL, 1)
        .small(Tags.ROWS, 2)
        .small(Tags.COLUMNS, 2)
        .small(Tags.BITS_ALLOCATED, 16)
        .small(Tags.BITS_STORED, 16)
        .small(Tags.HIGH_BIT, 15)
        .small(Tags.PIXEL_REPRESENTATION, 0)
        .pixels(Tags.PIXELS, SAMPLES);
  }

  DicomBytes text(int tag, String kind, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
    byte[] even = Arrays.copyOf(bytes, bytes.length + bytes.length % 2);
    if (even.length > bytes.length) {
      even[bytes.length] = (byte) (kind.equals("UI") ? 0 : ' ');
    }
    return value(tag, kind, even);
  }

  DicomBytes small(int tag, int number) {
    return value(tag, "US", new byte[] {(byte) number, (byte) (number >> 8)});
  }

  DicomBytes pixels(int tag, byte[] samples) {
    return value(tag, "OW", samples);
  }

  DicomBytes without(int tag) {
    elements.remove(tag);
    return this;
  }

  DicomBytes syntax(String uid) {
    syntax = uid;
    return this;
  }

  private DicomBytes value(int tag, String kind, byte[] bytes) {
    elements.put(tag, element(tag, kind, bytes));
    return this;
  }

  private static byte[] element(int tag, String kind, byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int shift : new int[] {16, 24, 0, 8}) {
      out.write(tag >>> shift);
    }
    out.writeBytes(kind.getBytes(StandardCharsets.US_ASCII));
    if (kind.startsWith("O")) {
      out.writeBytes(new byte[2]);
    }
    for (int i = 0; i < (kind.startsWith("O") ? 4 : 2); i++) {
      out.write(bytes.length >>> 8 * i);
    }
    out.writeBytes(bytes);
    return out.toByteArray();
  }

  /** The file. */
  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[128]);
    out.writeBytes("DICM".getBytes(StandardCharsets.US_ASCII));
    String even = syntax.length() % 2 == 0 ? syntax : syntax + "\0";
    out.writeBytes(element(Tags.TRANSFER_SYNTAX, "UI", even.getBytes(StandardCharsets.US_ASCII)));
    elements.values().forEach(out::writeBytes);
    return out.toByteArray();
  }
}

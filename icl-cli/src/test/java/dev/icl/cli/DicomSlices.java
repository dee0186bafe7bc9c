package dev.icl.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A DICOM series of made-up slices in explicit little endian. */
final class DicomSlices {
  private DicomSlices() {}

  /**
   * Writes slices of 18 rows and 20 columns, 3 mm apart.
   *
   * @param folder made where it is missing
   * @param count the number of slices
   */
  static void write(Path folder, int count) {
    write(folder, count, "NOBODY", 0);
  }

  /**
   * Writes such slices of a patient.
   *
   * @param folder made where it is missing
   * @param count the number of slices
   * @param patient identifier of the patient, of an even number of letters
   * @param seed of the voxels
   */
  static void write(Path folder, int count, String patient, int seed) {
    try {
      Files.createDirectories(folder);
      for (int z = 0; z < count; z++) {
        Files.write(folder.resolve("IM" + (count - z)), slice(z, patient, seed));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] slice(int z, String patient, int seed) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[128]);
    out.writeBytes("DICM".getBytes(StandardCharsets.US_ASCII));
    text(out, 0x00020010, "UI", "1.2.840.10008.1.2.1\0");
    text(out, 0x00080016, "UI", "1.2.840.10008.5.1.4.1.1.4\0");
    text(out, 0x00080018, "UI", "1.2.3.4." + z + "\0");
    text(out, 0x00080060, "CS", "MR");
    text(out, 0x00100020, "LO", patient);
    text(out, 0x0020000D, "UI", "1.2.3\0");
    text(out, 0x0020000E, "UI", "1.2.4\0");
    text(out, 0x00200032, "DS", "0\\0\\%02d ".formatted(3 * z));
    text(out, 0x00200037, "DS", "1\\0\\0\\0\\1\\0 ");
    text(out, 0x00200052, "UI", "1.2.5\0");
    small(out, 0x00280002, 1);
    text(out, 0x00280004, "CS", "MONOCHROME2 ");
    small(out, 0x00280010, 18);
    small(out, 0x00280011, 20);
    text(out, 0x00280030, "DS", "1.5\\1.5 ");
    small(out, 0x00280100, 8);
    small(out, 0x00280101, 8);
    small(out, 0x00280102, 7);
    small(out, 0x00280103, 0);
    number(out, 0x7FE0, 2);
    number(out, 0x0010, 2);
    out.writeBytes("OB".getBytes(StandardCharsets.US_ASCII));
    number(out, 0, 2);
    number(out, 18 * 20, 4);
    for (int i = 0; i < 18 * 20; i++) {
      out.write((i * 7 + z * 31 + seed * 13) % 200);
    }
    return out.toByteArray();
  }

  private static void text(ByteArrayOutputStream out, int tag, String kind, String value) {
    number(out, tag >>> 16, 2);
    number(out, tag, 2);
    out.writeBytes(kind.getBytes(StandardCharsets.US_ASCII));
    number(out, value.length(), 2);
    out.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
  }

  private static void small(ByteArrayOutputStream out, int tag, int value) {
    text(out, tag, "US", "" + (char) value + '\0');
  }

  private static void number(ByteArrayOutputStream out, int value, int bytes) {
    for (int i = 0; i < bytes; i++) {
      out.write(value >>> 8 * i);
    }
  }
}

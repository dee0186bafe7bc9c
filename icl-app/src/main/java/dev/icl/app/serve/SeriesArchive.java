package dev.icl.app.serve;

import dev.icl.core.error.UserException;
import dev.icl.data.format.VolumeFormat;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * The DICOM files of a zip archive. Names and folders in it are not looked at, so that none leads
 * out of the folder that it is unpacked to.
 *
 * @param dicom recognises the files; others are passed over
 * @param most bytes of all files together
 */
record SeriesArchive(VolumeFormat dicom, long most) {
  private static final int MOST_FILES = 20_000;
  private static final int HEAD = 512;
  private static final int BUFFER = 1 << 16;

  /** Whether a file begins as archives do, empty ones included. */
  static boolean isOne(byte[] head) {
    return head.length > 3
        && head[0] == 'P'
        && head[1] == 'K'
        && (head[2] == 3 && head[3] == 4 || head[2] == 5 && head[3] == 6);
  }

  /**
   * Unpacks an archive.
   *
   * @param archive the file
   * @param folder empty; receives the files under numbers
   * @throws UserException if it is damaged, too large, or holds no DICOM file
   */
  void unpack(Path archive, Path folder) throws IOException {
    int found = 0;
    long left = most;
    try (InputStream file = new BufferedInputStream(Files.newInputStream(archive), BUFFER);
        ZipInputStream zip = new ZipInputStream(file)) {
      int entries = 0;
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (++entries > MOST_FILES) {
          throw new UserException(
              "The archive holds more than %d files: leave out the files of other series."
                  .formatted(MOST_FILES));
        }
        byte[] head = entry.isDirectory() ? new byte[0] : zip.readNBytes(HEAD);
        boolean wanted = dicom.recognises(head);
        Path target = folder.resolve("%06d.dcm".formatted(entries));
        left = wanted ? kept(zip, head, target, left) : passedOver(zip, left - head.length);
        found += wanted ? 1 : 0;
      }
    } catch (ZipException | IllegalArgumentException | EOFException e) {
      throw new UserException(
          "The archive is damaged (%s): send it again, or make it anew."
              .formatted(e.getMessage() == null ? "it ends early" : e.getMessage()),
          e);
    }
    if (found == 0) {
      throw new UserException(
          "The archive holds no DICOM file: put the files of a DICOM series in it, and send files of other formats as they are.");
    }
  }

  private long kept(ZipInputStream zip, byte[] head, Path target, long left) throws IOException {
    try (OutputStream out = Files.newOutputStream(target)) {
      out.write(head);
      return copied(zip, out, left - head.length);
    }
  }

  private long passedOver(ZipInputStream zip, long left) throws IOException {
    return copied(zip, OutputStream.nullOutputStream(), left);
  }

  private long copied(ZipInputStream zip, OutputStream out, long left) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long rest = left;
    for (int count = zip.read(buffer); count >= 0; count = zip.read(buffer)) {
      rest -= count;
      if (rest < 0) {
        throw new UserException(
            "The archive holds more than %d bytes: leave out the files of other series, or give the service more with --max-size."
                .formatted(most));
      }
      out.write(buffer, 0, count);
    }
    return rest;
  }
}

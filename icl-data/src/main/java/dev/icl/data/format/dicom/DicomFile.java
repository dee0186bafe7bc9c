package dev.icl.data.format.dicom;

import dev.icl.core.error.UserException;
import dev.icl.data.format.DetachedData;
import dev.icl.data.format.ReadLimits;
import dev.icl.data.io.FileBytes;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A file that was parsed up to its samples.
 *
 * @param elements all before the samples
 * @param syntax the transfer syntax; empty if it is not read
 * @param syntaxUid its UID
 * @param pixels where the samples are; empty where there are none
 */
record DicomFile(
    Elements elements, Optional<TransferSyntax> syntax, String syntaxUid, Optional<Pixels> pixels) {
  /** Enough for the headers of most files, and then for those with tables of many values. */
  private static final List<Integer> HEADS = List.of(1 << 14, 1 << 17);

  /** Before the identifier there are 128 bytes for other formats. */
  static final int PREAMBLE = 128;

  /**
   * The place of the samples.
   *
   * @param tag the element
   * @param from the first byte
   * @param length the number of bytes; -1 if they are in fragments
   */
  record Pixels(int tag, int from, long length) {}

  /** Whether a file begins as DICOM files do. */
  static boolean isOne(byte[] head) {
    return head.length >= PREAMBLE + 4
        && head[PREAMBLE] == 'D'
        && head[PREAMBLE + 1] == 'I'
        && head[PREAMBLE + 2] == 'C'
        && head[PREAMBLE + 3] == 'M';
  }

  /**
   * Parses a file, of which only the beginning is read if that is enough.
   *
   * @throws UserException if it is no DICOM file, or damaged
   */
  static DicomFile head(Path file, ReadLimits limits) {
    for (int most : HEADS) {
      byte[] head = FileBytes.head(file, most);
      if (head.length < most) {
        return DicomParser.whole(file, head, limits);
      }
      Optional<DicomFile> parsed = DicomParser.head(file, head, limits);
      if (parsed.isPresent()) {
        return parsed.get();
      }
    }
    return whole(file, FileBytes.all(file, limits.fileBytes()), limits);
  }

  /**
   * Parses a file.
   *
   * @param bytes all of it
   * @throws UserException if it is no DICOM file, or damaged
   */
  static DicomFile whole(Path file, byte[] bytes, ReadLimits limits) {
    return DicomParser.whole(file, bytes, limits);
  }

  Path file() {
    return elements.file();
  }

  /** Whether it holds an image. */
  boolean isImage() {
    return pixels.isPresent() && elements.has(Tags.ROWS);
  }

  /**
   * The number of frames.
   *
   * @throws UserException if it is none
   */
  int frames() {
    double frames = elements.number(Tags.FRAMES).orElse(1.0);
    if (frames < 1 || frames > Integer.MAX_VALUE || frames != Math.rint(frames)) {
      throw elements.wrong(Tags.FRAMES);
    }
    return (int) frames;
  }

  /** The UID of the series; a lone zero where there is none that can be one. */
  String series() {
    return elements.text(Tags.SERIES_INSTANCE).filter(u -> u.matches("[0-9.]{1,64}")).orElse("0");
  }

  /**
   * The transfer syntax.
   *
   * @throws UserException if it is not read
   */
  TransferSyntax knownSyntax() {
    return syntax.orElseThrow(
        () ->
            new UserException(
                "%s is in the transfer syntax %s, which is not read: convert it to one that is, for example with gdcmconv --raw."
                    .formatted(file(), DetachedData.shown(syntaxUid))));
  }
}

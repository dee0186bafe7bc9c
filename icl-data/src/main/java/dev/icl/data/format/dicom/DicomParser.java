package dev.icl.data.format.dicom;

import dev.icl.core.error.UserException;
import dev.icl.data.format.ReadLimits;
import dev.icl.data.io.Inflated;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the elements of a file up to its samples. Lengths are checked against the end of what they
 * are in, and the numbers of elements and of nested sequences against limits.
 */
final class DicomParser {
  private static final int MOST_ELEMENTS = 1 << 19;
  private static final int DEEPEST = 16;
  private static final int META_GROUP = 2;
  private static final int FIRST_GROUP = 8;
  private static final long UNDEFINED = 0xffffffffL;
  private static final Set<String> LONG =
      Set.of("OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV");

  private final Path file;
  private final boolean complete;
  private byte[] bytes;
  private ByteBuffer in;
  private boolean implicit;
  private int count;
  private Optional<DicomFile.Pixels> pixels = Optional.empty();

  private DicomParser(Path file, byte[] bytes, boolean complete) {
    this.file = file;
    this.complete = complete;
    this.bytes = bytes;
    this.in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Says that the beginning of a file is not enough. */
  private static final class HeadTooShort extends RuntimeException {
    private static final long serialVersionUID = 1;

    HeadTooShort() {
      super("the beginning of the file is not enough", null, false, false);
    }
  }

  /**
   * Parses a file.
   *
   * @param bytes all of it
   */
  static DicomFile whole(Path file, byte[] bytes, ReadLimits limits) {
    return new DicomParser(file, bytes, true).parse(limits);
  }

  /**
   * Parses the beginning of a file; empty if that is not enough.
   *
   * @param head its first bytes
   */
  static Optional<DicomFile> head(Path file, byte[] head, ReadLimits limits) {
    try {
      return Optional.of(new DicomParser(file, head, false).parse(limits));
    } catch (HeadTooShort e) {
      return Optional.empty();
    }
  }

  private DicomFile parse(ReadLimits limits) {
    if (DicomFile.isOne(bytes)) {
      in.position(DicomFile.PREAMBLE + 4);
    } else if (bytes.length < 8 || group(0) != META_GROUP && group(0) != FIRST_GROUP) {
      throw new UserException(
          "%s is not DICOM: it has no DICM behind its first 128 bytes; fetch it again, or move it elsewhere."
              .formatted(file));
    }
    Elements meta = new Elements(file, bytes, in.order(), new HashMap<>(), new HashMap<>());
    while (in.remaining() >= 8 && group(in.position()) == META_GROUP) {
      element(meta, in.limit(), 0);
    }
    String uid = meta.text(Tags.TRANSFER_SYNTAX).orElse("");
    Optional<TransferSyntax> syntax = uid.isEmpty() ? guessed() : TransferSyntax.of(uid);
    if (syntax.isPresent() && syntax.get() == TransferSyntax.DEFLATED) {
      inflate(limits);
    }
    implicit = syntax.isPresent() && syntax.get().isImplicit();
    in.order(
        syntax.isPresent() && syntax.get().isBigEndian()
            ? ByteOrder.BIG_ENDIAN
            : ByteOrder.LITTLE_ENDIAN);
    Elements elements = new Elements(file, bytes, in.order(), new HashMap<>(), new HashMap<>());
    while (pixels.isEmpty() && in.remaining() >= 8) {
      element(elements, in.limit(), 0);
    }
    if (pixels.isEmpty() && !complete) {
      throw new HeadTooShort();
    }
    return new DicomFile(elements, syntax, uid, pixels);
  }

  private int group(int at) {
    return bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8;
  }

  /** The syntax of a file that does not tell it: explicit if letters follow the first element. */
  private Optional<TransferSyntax> guessed() {
    int at = in.position();
    boolean letters = in.remaining() >= 8 && isLetter(bytes[at + 4]) && isLetter(bytes[at + 5]);
    return Optional.of(letters ? TransferSyntax.EXPLICIT_LITTLE : TransferSyntax.IMPLICIT_LITTLE);
  }

  private static boolean isLetter(byte b) {
    return b >= 'A' && b <= 'Z';
  }

  private void inflate(ReadLimits limits) {
    if (!complete) {
      throw new HeadTooShort();
    }
    try (Inflated inflated = Inflated.ofDeflate(file, bytes, in.position())) {
      long most = Math.min(inflated.most(), limits.voxelBytes());
      bytes = inflated.readAtMost((int) Math.min(Integer.MAX_VALUE - 16L, most));
    }
    in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Reads an element, or stops before the samples.
   *
   * @param into receives it
   * @param limit the end of what it is in
   * @param depth the number of sequences that it is in
   */
  private void element(Elements into, int limit, int depth) {
    int tag = tag(limit);
    String kind = "";
    long length;
    boolean unnamed = implicit && groupOf(tag) != META_GROUP || isDelimiter(tag);
    if (unnamed) {
      length = in.getInt() & UNDEFINED;
    } else {
      byte first = in.get();
      byte second = in.get();
      if (!isLetter(first) || !isLetter(second)) {
        throw damaged(tag);
      }
      kind = "" + (char) first + (char) second;
      if (LONG.contains(kind)) {
        in.getShort();
        require(4, limit, tag);
        length = in.getInt() & UNDEFINED;
      } else {
        length = in.getShort() & 0xffff;
      }
    }
    if (depth == 0 && isPixels(tag)) {
      pixels =
          Optional.of(new DicomFile.Pixels(tag, in.position(), length == UNDEFINED ? -1 : length));
      return;
    }
    boolean sequence =
        kind.equals("SQ") || unnamed && Tags.SEQUENCES.contains(tag) || length == UNDEFINED;
    if (length != UNDEFINED) {
      require(length, limit, tag);
    }
    if (sequence) {
      int end = length == UNDEFINED ? limit : in.position() + (int) length;
      boolean before = implicit;
      implicit = implicit || kind.equals("UN"); // whose content names no representations
      into.sequences().put(tag, items(tag, end, length == UNDEFINED, depth + 1));
      implicit = before;
    } else {
      into.values().put(tag, new Elements.Place(in.position(), (int) length));
      in.position(in.position() + (int) length);
    }
  }

  private static boolean isDelimiter(int tag) {
    return tag == Tags.ITEM || tag == Tags.ITEM_END || tag == Tags.SEQUENCE_END;
  }

  private static int groupOf(int tag) {
    return tag >>> 16;
  }

  private static boolean isPixels(int tag) {
    return tag == Tags.PIXELS || tag == Tags.FLOAT_PIXELS || tag == Tags.DOUBLE_PIXELS;
  }

  private List<Elements> items(int tag, int end, boolean delimited, int depth) {
    if (depth > DEEPEST) {
      throw new UserException(
          "%s has sequences within sequences more than %d deep: it is damaged; export the series again."
              .formatted(file, DEEPEST));
    }
    List<Elements> items = new ArrayList<>();
    while (in.position() < end) {
      int item = tag(end);
      long length = in.getInt() & UNDEFINED;
      if (delimited && item == Tags.SEQUENCE_END) {
        return items;
      }
      if (item != Tags.ITEM) {
        throw damaged(tag);
      }
      if (length != UNDEFINED) {
        require(length, end, tag);
      }
      items.add(item(length == UNDEFINED ? end : in.position() + (int) length, length, depth));
    }
    if (delimited) {
      throw tooShort(tag);
    }
    return items;
  }

  private Elements item(int end, long length, int depth) {
    Elements elements = new Elements(file, bytes, in.order(), new HashMap<>(), new HashMap<>());
    while (in.position() < end) {
      int at = in.position();
      if (length == UNDEFINED && tag(end) == Tags.ITEM_END) {
        in.getInt();
        return elements;
      }
      in.position(at);
      element(elements, end, depth);
    }
    if (length == UNDEFINED) {
      throw tooShort(Tags.ITEM);
    }
    return elements;
  }

  /** The next element's name, behind which there are four more bytes. */
  private int tag(int limit) {
    if (++count > MOST_ELEMENTS) {
      throw new UserException(
          "%s has more than %d DICOM elements before its samples: it is damaged; export the series again."
              .formatted(file, MOST_ELEMENTS));
    }
    require(8, limit, 0);
    return (in.getShort() & 0xffff) << 16 | in.getShort() & 0xffff;
  }

  private void require(long length, int limit, int tag) {
    if (length > limit - in.position()) {
      throw tooShort(tag);
    }
  }

  private RuntimeException tooShort(int tag) {
    return complete
        ? new UserException(
            "%s is truncated: its DICOM element %s reaches beyond the end of what it is in; fetch it again."
                .formatted(file, Tags.shown(tag)))
        : new HeadTooShort();
  }

  private UserException damaged(int tag) {
    return new UserException(
        "%s is damaged at its DICOM element %s; export the series again."
            .formatted(file, Tags.shown(tag)));
  }
}

package dev.icl.data.format.dicom;

import dev.icl.core.error.UserException;
import dev.icl.data.format.ReadLimits;
import dev.icl.data.format.dicom.codec.CodecException;
import dev.icl.data.format.dicom.codec.FrameDecoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/** The samples of a file's frames. */
final class PixelFrames {
  /** Decoders need this many bytes for a sample. */
  private static final int WORKING = 32;

  private final DicomFile file;
  private final FrameFormat format;
  private final Optional<FrameDecoder> decoder;
  private final List<byte[]> compressed;

  /**
   * @param file all of it
   * @param limits the most memory
   * @throws UserException if it is in an unknown transfer syntax, or its fragments are damaged
   */
  PixelFrames(DicomFile file, ReadLimits limits) {
    this.file = file;
    this.format = FrameFormat.of(file);
    TransferSyntax syntax = file.knownSyntax();
    boolean fragments = file.pixels().orElseThrow().length() < 0;
    if (fragments != syntax.decoder().isPresent()) {
      throw new UserException(
          "%s has %s, which do not go with its transfer syntax: export the series again."
              .formatted(file.file(), fragments ? "compressed samples" : "uncompressed samples"));
    }
    this.decoder = syntax.decoder();
    if (fragments) {
      long bytes = (long) WORKING * format.rows() * format.columns();
      if (bytes > limits.voxelBytes()) {
        throw new UserException(
            "%s claims frames of %d rows and %d columns, to decode which needs %d bytes, more than the limit of %d: fetch the file again if its header is damaged, or give Java a larger heap (-Xmx)."
                .formatted(
                    file.file(), format.rows(), format.columns(), bytes, limits.voxelBytes()));
      }
      this.compressed = new Fragments(file).frames();
    } else {
      this.compressed = List.of();
    }
  }

  /**
   * The numbers of a frame, row by row.
   *
   * @param number of the frame in the file, from 0
   * @throws UserException if they are not there or damaged
   */
  int[] values(int number) {
    int[] values = decoder.isPresent() ? decoded(decoder.get(), number) : plain(number);
    for (int i = 0; i < values.length; i++) {
      values[i] = format.value(values[i]);
    }
    return values;
  }

  private int[] plain(int number) {
    DicomFile.Pixels pixels = file.pixels().orElseThrow();
    byte[] bytes = file.elements().bytes();
    long size = (long) format.rows() * format.columns() * format.bytes();
    long there = Math.min(pixels.length(), bytes.length - (long) pixels.from());
    if (size * (number + 1L) > there) {
      throw new UserException(
          "%s is truncated: its header announces %d bytes of samples, but %d are there; fetch it again."
              .formatted(file.file(), size * file.frames(), there));
    }
    ByteOrder order = file.elements().order();
    ByteBuffer in =
        ByteBuffer.wrap(bytes, pixels.from() + (int) (size * number), (int) size).order(order);
    int[] values = new int[format.rows() * format.columns()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (format.bytes()) {
            case 1 -> in.get() & 0xff;
            case 2 -> in.getShort() & 0xffff;
            default -> in.getInt();
          };
    }
    return values;
  }

  private int[] decoded(FrameDecoder from, int number) {
    if (number >= compressed.size()) {
      throw new UserException(
          "%s is truncated: its header announces %d frames, but %d are there; fetch it again."
              .formatted(file.file(), file.frames(), compressed.size()));
    }
    try {
      return from.decode(compressed.get(number), format.size());
    } catch (CodecException e) {
      throw undecodable(e.reason(), e);
    } catch (IndexOutOfBoundsException e) {
      throw undecodable("it ends early", e);
    }
  }

  private UserException undecodable(String reason, Exception e) {
    return new UserException(
        "%s cannot be read, because its %s image cannot be decoded (%s): fetch it again, or convert it, for example with gdcmconv --raw."
            .formatted(file.file(), file.knownSyntax().label(), reason),
        e);
  }
}

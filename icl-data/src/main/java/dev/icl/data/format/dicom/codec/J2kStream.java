package dev.icl.data.format.dicom.codec;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A code stream, sorted into tiles.
 *
 * @param canvas the image
 * @param tiles those that there are, in order
 */
record J2kStream(J2kCanvas canvas, List<Tile> tiles) {
  private static final int START = 0xff4f;
  private static final int SIZE = 0xff51;
  private static final int STYLE = 0xff52;
  private static final int COMPONENT_STYLE = 0xff53;
  private static final int STEPS = 0xff5c;
  private static final int COMPONENT_STEPS = 0xff5d;
  private static final int REGION = 0xff5e;
  private static final int PROGRESSION = 0xff5f;
  private static final int PACKED_MAIN = 0xff60;
  private static final int PACKED_TILE = 0xff61;
  private static final int TILE = 0xff90;
  private static final int DATA = 0xff93;
  private static final int END = 0xffd9;

  J2kStream {
    tiles = List.copyOf(tiles);
  }

  /**
   * A tile.
   *
   * @param number counted row by row
   * @param style of its coding
   * @param steps of its quantisation
   * @param data its packets
   */
  record Tile(int number, J2kStyle style, J2kSteps steps, byte[] data) {}

  /**
   * Reads all markers.
   *
   * @param size that the image must have
   * @throws CodecException if it is damaged, or uses what is not decoded
   */
  static J2kStream parse(byte[] data, FrameSize size) throws CodecException {
    return new Parser(data, size).parse();
  }

  /** Styles and packets that are known so far. */
  private static final class Part {
    private J2kStyle style;
    private J2kSteps steps;
    private boolean ownStyle;
    private boolean ownSteps;
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();

    Part(J2kStyle style, J2kSteps steps) {
      this.style = style;
      this.steps = steps;
    }
  }

  private static final class Parser {
    private final byte[] data;
    private final FrameSize size;
    private final Part main =
        new Part(
            new J2kStyle(false, false, 0, 0, 0, 0, 0, 0, false, List.of()),
            new J2kSteps(0, 0, List.of()));
    private final Map<Integer, Part> parts = new TreeMap<>();

    Parser(byte[] data, FrameSize size) {
      this.data = data;
      this.size = size;
    }

    J2kStream parse() throws CodecException {
      if (data.length < 4 || Markers.u16(data, 0) != START || Markers.u16(data, 2) != SIZE) {
        throw new CodecException("it does not begin as a code stream does");
      }
      J2kCanvas canvas = J2kCanvas.parse(data, 6, size);
      int at = markers(2, main, TILE);
      while (at + 12 <= data.length && Markers.u16(data, at) == TILE) {
        at = tilePart(at);
      }
      if (at + 2 <= data.length && Markers.u16(data, at) != END) {
        throw new CodecException("a marker is missing");
      }
      if (parts.size() != canvas.count()) {
        throw new CodecException("it has %d tiles of %d".formatted(parts.size(), canvas.count()));
      }
      List<Tile> tiles = new ArrayList<>();
      parts.forEach(
          (number, part) ->
              tiles.add(new Tile(number, part.style, part.steps, part.data.toByteArray())));
      return new J2kStream(canvas, tiles);
    }

    private int tilePart(int at) throws CodecException {
      int number = Markers.u16(data, at + 4);
      long length = (long) Markers.u16(data, at + 6) << 16 | Markers.u16(data, at + 8);
      if (length > data.length - at) {
        throw new CodecException("it ends early");
      }
      Part part = parts.computeIfAbsent(number, n -> new Part(main.style, main.steps));
      int begin = markers(at + 12, part, DATA) + 2;
      int end = length == 0 ? data.length : at + (int) length;
      if (begin > end) {
        throw new CodecException("a tile ends before it begins");
      }
      part.data.write(data, begin, end - begin);
      return end;
    }

    /** Reads markers up to one of a kind; its place. */
    private int markers(int from, Part part, int last) throws CodecException {
      int at = from;
      while (true) {
        if (at + 4 > data.length) {
          throw new CodecException("it ends early");
        }
        int marker = Markers.u16(data, at);
        if (marker == last) {
          return at;
        }
        int length = Markers.u16(data, at + 2);
        if (marker < 0xff00 || length < 2 || length > data.length - at - 2) {
          throw new CodecException("a marker is damaged");
        }
        read(marker, at + 4, at + 2 + length, part);
        at += 2 + length;
      }
    }

    private void read(int marker, int at, int end, Part part) throws CodecException {
      switch (marker) {
        case STYLE -> part.style = part.ownStyle ? part.style : J2kStyle.parse(data, at);
        case COMPONENT_STYLE -> {
          part.style = part.style.with(data, at + 2, (data[at + 1] & 1) != 0);
          part.ownStyle = true;
        }
        case STEPS -> part.steps = part.ownSteps ? part.steps : J2kSteps.parse(data, at, end);
        case COMPONENT_STEPS -> {
          part.steps = J2kSteps.parse(data, at + 1, end);
          part.ownSteps = true;
        }
        case REGION, PROGRESSION, PACKED_MAIN, PACKED_TILE ->
            throw new CodecException(
                "it has a region of interest, packed headers or several progressions, which are not read");
        default -> {
          // lengths and remarks, which are not needed
        }
      }
    }
  }
}

package dev.icl.data.format.dicom.codec;

import java.util.ArrayList;
import java.util.List;

/**
 * One resolution of a tile: its bands, cut into precincts, and these into code blocks.
 *
 * @param area of the resolution
 * @param across the number of precincts beside each other
 * @param down that above each other
 * @param bands one of the coarsest resolution, three of others
 */
record J2kResolution(J2kRect area, int across, int down, List<Band> bands) {
  private static final int MOST_PRECINCTS = 1 << 16;

  J2kResolution {
    bands = List.copyOf(bands);
  }

  /**
   * A band.
   *
   * @param kind 0 for low frequencies of both axes, 1 for high ones along rows, 2 along columns, 3
   *     along both
   * @param area of the band
   * @param planes the number of its bit planes
   * @param step the factor of its numbers
   * @param precincts of the band, row by row
   */
  record Band(int kind, J2kRect area, int planes, double step, List<Precinct> precincts) {
    Band {
      precincts = List.copyOf(precincts);
    }
  }

  /** The code blocks of a precinct, row by row. */
  record Precinct(List<J2kBlock> blocks, J2kTagTree inclusion, J2kTagTree emptyPlanes) {
    Precinct {
      blocks = List.copyOf(blocks);
    }
  }

  /**
   * The resolution of a number, 0 for the coarsest.
   *
   * @param tile its area
   * @param style its coding
   * @param steps its quantisation
   * @param canvas the image
   * @param r the number
   * @throws CodecException if it has too many parts
   */
  static J2kResolution of(J2kRect tile, J2kStyle style, J2kSteps steps, J2kCanvas canvas, int r)
      throws CodecException {
    J2kRect area = tile.halved(style.levels() - r);
    int ppx = style.precinctWidth(r);
    int ppy = style.precinctHeight(r);
    int px0 = J2kRect.down(area.x0(), ppx);
    int py0 = J2kRect.down(area.y0(), ppy);
    int across = area.width() == 0 ? 0 : J2kRect.up(area.x1(), ppx) - px0;
    int down = area.height() == 0 ? 0 : J2kRect.up(area.y1(), ppy) - py0;
    if ((long) across * down > MOST_PRECINCTS) {
      throw new CodecException("it has too many precincts");
    }
    List<Band> bands = new ArrayList<>();
    int half = r == 0 ? 0 : 1;
    for (int kind = half; kind <= 3 * half; kind++) {
      int level = r == 0 ? style.levels() : style.levels() - r + 1;
      J2kRect bandArea = band(tile, level, kind);
      int number = r == 0 ? 0 : 3 * (r - 1) + kind;
      int gain = kind == 0 ? 0 : kind == 3 ? 2 : 1;
      List<Precinct> precincts = new ArrayList<>();
      for (int p = 0; p < across * down; p++) {
        int x = px0 + p % across;
        int y = py0 + p / across;
        J2kRect part =
            new J2kRect(
                edge(x, ppx - half),
                edge(y, ppy - half),
                edge(x + 1, ppx - half),
                edge(y + 1, ppy - half));
        precincts.add(
            precinct(
                part.within(bandArea),
                Math.min(style.blockWidth(), ppx - half),
                Math.min(style.blockHeight(), ppy - half)));
      }
      int planes = steps.planes(number);
      bands.add(
          new Band(
              kind, bandArea, planes, steps.step(number, canvas.precision() + gain), precincts));
    }
    return new J2kResolution(area, across, down, bands);
  }

  private static int edge(int precinct, int by) {
    return (int) Math.min(Integer.MAX_VALUE, (long) precinct << by);
  }

  private static J2kRect band(J2kRect tile, int level, int kind) {
    if (level == 0) {
      return tile;
    }
    long x = (kind & 1) != 0 ? 1L << (level - 1) : 0;
    long y = (kind & 2) != 0 ? 1L << (level - 1) : 0;
    return new J2kRect(
        J2kRect.up(tile.x0() - x, level),
        J2kRect.up(tile.y0() - y, level),
        J2kRect.up(tile.x1() - x, level),
        J2kRect.up(tile.y1() - y, level));
  }

  private static Precinct precinct(J2kRect part, int width, int height) throws CodecException {
    if (part.isEmpty()) {
      return new Precinct(List.of(), new J2kTagTree(0, 0), new J2kTagTree(0, 0));
    }
    int x0 = J2kRect.down(part.x0(), width);
    int y0 = J2kRect.down(part.y0(), height);
    int across = J2kRect.up(part.x1(), width) - x0;
    int down = J2kRect.up(part.y1(), height) - y0;
    if ((long) across * down > MOST_PRECINCTS) {
      throw new CodecException("it has too many code blocks");
    }
    List<J2kBlock> blocks = new ArrayList<>();
    for (int b = 0; b < across * down; b++) {
      int x = x0 + b % across;
      int y = y0 + b / across;
      J2kRect whole =
          new J2kRect(edge(x, width), edge(y, height), edge(x + 1, width), edge(y + 1, height));
      blocks.add(new J2kBlock(whole.within(part)));
    }
    return new Precinct(blocks, new J2kTagTree(across, down), new J2kTagTree(across, down));
  }
}

package dev.icl.data.format.dicom.codec;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads the packets of a tile, which give code blocks their bytes layer by layer. */
final class J2kPackets {
  private static final int MOST_PLANES = 80;

  private final J2kStyle style;
  private final J2kResolution[] resolutions;
  private final J2kRect tile;
  private final byte[] data;
  private int at;

  J2kPackets(J2kStyle style, J2kResolution[] resolutions, J2kRect tile, byte[] data) {
    this.style = style;
    this.resolutions = resolutions;
    this.tile = tile;
    this.data = data;
  }

  /** A place of a tile, at which a precinct of a resolution begins. */
  private record Place(long y, long x, int resolution, int precinct) {}

  void read() throws CodecException {
    switch (style.progression()) {
      case 0 -> {
        for (int layer = 0; layer < style.layers(); layer++) {
          for (int r = 0; r < resolutions.length; r++) {
            all(layer, r);
          }
        }
      }
      case 1 -> {
        for (int r = 0; r < resolutions.length; r++) {
          for (int layer = 0; layer < style.layers(); layer++) {
            all(layer, r);
          }
        }
      }
      case 2 -> {
        // with one component, places of a resolution are its precincts in order
        for (int r = 0; r < resolutions.length; r++) {
          for (int p = 0; p < count(r); p++) {
            layers(r, p);
          }
        }
      }
      default -> {
        for (Place place : places()) {
          layers(place.resolution(), place.precinct());
        }
      }
    }
  }

  private int count(int r) {
    return resolutions[r].across() * resolutions[r].down();
  }

  private void all(int layer, int r) throws CodecException {
    for (int p = 0; p < count(r); p++) {
      packet(layer, r, p);
    }
  }

  private void layers(int r, int precinct) throws CodecException {
    for (int layer = 0; layer < style.layers(); layer++) {
      packet(layer, r, precinct);
    }
  }

  private List<Place> places() {
    List<Place> places = new ArrayList<>();
    for (int r = 0; r < resolutions.length; r++) {
      int by = style.levels() - r;
      J2kRect area = resolutions[r].area();
      for (int p = 0; p < count(r); p++) {
        int across = resolutions[r].across();
        long x = (long) J2kRect.down(area.x0(), style.precinctWidth(r)) + p % across;
        long y = (long) J2kRect.down(area.y0(), style.precinctHeight(r)) + p / across;
        places.add(
            new Place(
                Math.max(tile.y0(), y << style.precinctHeight(r) + by),
                Math.max(tile.x0(), x << style.precinctWidth(r) + by),
                r,
                p));
      }
    }
    places.sort(
        Comparator.comparingLong(Place::y)
            .thenComparingLong(Place::x)
            .thenComparingInt(Place::resolution)
            .thenComparingInt(Place::precinct));
    return places;
  }

  /** Some passes of a block, whose bytes follow the header. */
  private record Segment(J2kBlock block, int passes, int length) {}

  private void packet(int layer, int r, int precinct) throws CodecException {
    if (style.startMarkers() && isMarker(0x91)) {
      at += 6;
    }
    StuffedBits bits = new StuffedBits(data, at);
    List<Segment> segments = new ArrayList<>();
    if (bits.bit() == 1) {
      for (J2kResolution.Band band : resolutions[r].bands()) {
        header(band.precincts().get(precinct), layer, bits, segments);
      }
    }
    at = bits.align();
    if (style.endMarkers() && isMarker(0x92)) {
      at += 2;
    }
    for (Segment segment : segments) {
      if (segment.length() > data.length - at) {
        throw new CodecException("it ends early");
      }
      segment.block().add(segment.passes(), data, at, segment.length());
      at += segment.length();
    }
  }

  private boolean isMarker(int second) {
    return at + 1 < data.length && data[at] == (byte) 0xff && data[at + 1] == (byte) second;
  }

  private static void header(
      J2kResolution.Precinct precinct, int layer, StuffedBits bits, List<Segment> segments)
      throws CodecException {
    for (int b = 0; b < precinct.blocks().size(); b++) {
      J2kBlock block = precinct.blocks().get(b);
      boolean here =
          block.isIncluded() ? bits.bit() == 1 : precinct.inclusion().isBelow(b, layer + 1, bits);
      if (!here) {
        continue;
      }
      if (!block.isIncluded()) {
        int empty = 0;
        while (!precinct.emptyPlanes().isBelow(b, empty + 1, bits)) {
          empty++;
          if (empty > MOST_PLANES) {
            throw new CodecException("it has too many bit planes");
          }
        }
        block.include(empty);
      }
      int passes = passes(bits);
      int more = 0;
      while (bits.bit() == 1) {
        more++;
      }
      int length = bits.bits(block.lengthBits(more, passes));
      segments.add(new Segment(block, passes, length));
    }
  }

  private static int passes(StuffedBits bits) throws CodecException {
    if (bits.bit() == 0) {
      return 1;
    }
    if (bits.bit() == 0) {
      return 2;
    }
    int some = bits.bits(2);
    if (some < 3) {
      return 3 + some;
    }
    some = bits.bits(5);
    return some < 31 ? 6 + some : 37 + bits.bits(7);
  }
}

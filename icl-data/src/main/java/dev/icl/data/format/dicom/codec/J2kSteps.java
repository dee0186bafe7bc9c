package dev.icl.data.format.dicom.codec;

import java.util.ArrayList;
import java.util.List;

/**
 * The quantisation of a tile's bands.
 *
 * @param guard the number of guard bits
 * @param kind 0 for none, 1 for steps that follow from the first one, 2 for one of each band
 * @param numbers exponents in the upper bits, 11 bits of mantissas
 */
record J2kSteps(int guard, int kind, List<Integer> numbers) {
  private static final int MANTISSA = 11;

  J2kSteps {
    numbers = List.copyOf(numbers);
  }

  /**
   * Reads the marker.
   *
   * @throws CodecException if it is of an unknown kind
   */
  static J2kSteps parse(byte[] data, int from, int end) throws CodecException {
    int kind = data[from] & 0x1f;
    if (kind > 2) {
      throw new CodecException("its quantisation is unknown");
    }
    List<Integer> numbers = new ArrayList<>();
    for (int at = from + 1; kind == 0 ? at < end : at + 1 < end; at += kind == 0 ? 1 : 2) {
      numbers.add(kind == 0 ? (data[at] & 0xff) >> 3 << MANTISSA : Markers.u16(data, at));
    }
    return new J2kSteps((data[from] & 0xff) >> 5, kind, numbers);
  }

  private int number(int band) throws CodecException {
    int place = kind == 1 ? 0 : band;
    if (place >= numbers.size()) {
      throw new CodecException("its quantisation lacks a band");
    }
    return numbers.get(place);
  }

  /**
   * The exponent of a band.
   *
   * @param band its number, the coarsest first
   */
  private int exponent(int band) throws CodecException {
    int resolution = (band + 2) / 3;
    int derived = kind == 1 && resolution > 0 ? resolution - 1 : 0;
    return (number(band) >> MANTISSA) - derived;
  }

  /** The number of bit planes of a band. */
  int planes(int band) throws CodecException {
    return guard + exponent(band) - 1;
  }

  /**
   * The factor of a band's numbers.
   *
   * @param band its number
   * @param range the bits of samples, and those that the band adds
   */
  double step(int band, int range) throws CodecException {
    int mantissa = number(band) & (1 << MANTISSA) - 1;
    return kind == 0
        ? 1
        : Math.scalb(1 + Math.scalb((double) mantissa, -MANTISSA), range - exponent(band));
  }
}

package dev.icl.data.format.dicom;

import dev.icl.core.error.UserException;
import dev.icl.data.format.DetachedData;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The elements of a file or of an item of a sequence, without those behind the samples.
 *
 * @param file named in messages
 * @param bytes that the values are in
 * @param order of numbers
 * @param values places of values by element
 * @param sequences items by element
 */
record Elements(
    Path file,
    byte[] bytes,
    ByteOrder order,
    Map<Integer, Place> values,
    Map<Integer, List<Elements>> sequences) {
  private static final int LONGEST_TEXT = 4096;

  /** The place of a value. */
  record Place(int from, int length) {}

  boolean has(int tag) {
    return values.containsKey(tag) || sequences.containsKey(tag);
  }

  /** A text without the blanks that fill it up; empty where there is none. */
  Optional<String> text(int tag) {
    Place place = values.get(tag);
    if (place == null) {
      return Optional.empty();
    }
    String text =
        new String(
            bytes,
            place.from(),
            Math.min(LONGEST_TEXT, place.length()),
            StandardCharsets.ISO_8859_1);
    String stripped = text.replace('\0', ' ').strip();
    return stripped.isEmpty() ? Optional.empty() : Optional.of(stripped);
  }

  /**
   * Numbers written as text, separated by backslashes; empty where there are none.
   *
   * @param count the number that there must be
   * @throws UserException if there are more or fewer, or one is none
   */
  Optional<double[]> numbers(int tag, int count) {
    Optional<String> text = text(tag);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    String[] parts = text.get().split("\\\\", count + 1);
    double[] out = new double[count];
    if (parts.length != count) {
      throw wrong(tag);
    }
    for (int i = 0; i < count; i++) {
      try {
        out[i] = Double.parseDouble(parts[i].strip());
      } catch (NumberFormatException e) {
        throw wrong(tag);
      }
      if (!Double.isFinite(out[i])) {
        throw wrong(tag);
      }
    }
    return Optional.of(out);
  }

  /** A number written as text. */
  Optional<Double> number(int tag) {
    return numbers(tag, 1).map(n -> n[0]);
  }

  /**
   * A whole number of 16 bits.
   *
   * @throws UserException if it is not there
   */
  int needed(int tag) {
    return small(tag)
        .orElseThrow(
            () ->
                new UserException(
                    "%s lacks the DICOM element %s: export the series again."
                        .formatted(file, Tags.shown(tag))));
  }

  /** A whole number of 16 bits. */
  Optional<Integer> small(int tag) {
    Place place = values.get(tag);
    return place == null || place.length() < 2
        ? Optional.empty()
        : Optional.of(ByteBuffer.wrap(bytes).order(order).getShort(place.from()) & 0xffff);
  }

  /** The bytes of a value. */
  Optional<ByteBuffer> raw(int tag) {
    return Optional.ofNullable(values.get(tag))
        .map(p -> ByteBuffer.wrap(bytes, p.from(), p.length()).slice().order(order));
  }

  /** The items of a sequence; none where there is none. */
  List<Elements> items(int tag) {
    return sequences.getOrDefault(tag, List.of());
  }

  /** The first item of a sequence. */
  Optional<Elements> item(int tag) {
    return items(tag).stream().findFirst();
  }

  UserException wrong(int tag) {
    String value =
        text(tag).or(() -> small(tag).map(String::valueOf)).map(DetachedData::shown).orElse("");
    return new UserException(
        "%s has the unusable DICOM element %s '%s': export the series again."
            .formatted(file, Tags.shown(tag), value));
  }
}

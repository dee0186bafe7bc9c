package dev.icl.data.catalog;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * From the numbers stored in a label map to classes.
 *
 * @param classOf the class of each stored value from 0; −1 for a value that must not occur
 */
public record LabelRule(List<Integer> classOf) {
  private static final int BYTES = 256;

  /**
   * @throws IllegalArgumentException if there are more than 256 values
   */
  public LabelRule {
    classOf = List.copyOf(classOf);
    if (classOf.isEmpty() || classOf.size() > BYTES) {
      throw new IllegalArgumentException(classOf.size() + " label values");
    }
  }

  /** Values are classes, 0 to {@code count - 1}. */
  public static LabelRule classes(int count) {
    return new LabelRule(IntStream.range(0, count).boxed().toList());
  }

  /** Values are classes, whatever they are: 0 to 255. */
  public static LabelRule any() {
    return classes(BYTES);
  }

  /**
   * The whole tumour of BraTS: necrotic core (1), oedema (2) and enhancing core (4, 3 in some
   * copies) are one class.
   */
  public static LabelRule wholeTumour() {
    return new LabelRule(List.of(0, 1, 1, 1, 1));
  }

  /** The class of each stored value, for a loop. */
  int[] table() {
    return classOf.stream().mapToInt(i -> i).toArray();
  }

  /** The stored values that may occur, for a person. */
  String allowed() {
    boolean all = classOf.stream().allMatch(c -> c >= 0);
    return all
        ? "0 to " + (classOf.size() - 1)
        : IntStream.range(0, classOf.size())
            .filter(v -> classOf.get(v) >= 0)
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(", "));
  }
}

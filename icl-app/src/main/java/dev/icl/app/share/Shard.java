package dev.icl.app.share;

import dev.icl.core.error.UserException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * One of several parts of a list, which together are the list: every item is in exactly one.
 *
 * @param number of the part, from 1
 * @param count of the parts
 */
public record Shard(int number, int count) {
  private static final Pattern TEXT = Pattern.compile("([0-9]{1,6})/([0-9]{1,6})");

  /**
   * @throws UserException if there is no such part
   */
  public Shard {
    if (number < 1 || number > count) {
      throw new UserException(
          "--shard %d/%d: there is no such part; use a number from 1 to that of the parts, as in 2/8."
              .formatted(number, count));
    }
  }

  /**
   * The part that a text names.
   *
   * @param text as {@code 2/8}, the second of eight
   * @throws UserException if it names none
   */
  public static Shard of(String text) {
    Matcher numbers = TEXT.matcher(text);
    if (!numbers.matches()) {
      throw new UserException(
          "--shard: '%s' is no part; write it as 2/8, the second of eight.".formatted(text));
    }
    return new Shard(Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2)));
  }

  /**
   * The items of this part. The largest item goes first, each to the part that is the smallest by
   * then; of equal ones to that with fewer items, then to the first. The outcome depends on the
   * order of the items and on their sizes alone.
   *
   * @param items the whole list, the same for every part
   * @param size of an item, in any unit
   * @return in the order of the list; empty for some parts where there are fewer items than parts
   */
  public <T> List<T> of(List<T> items, ToLongFunction<T> size) {
    long[] sizes = items.stream().mapToLong(size).toArray();
    long[] load = new long[count];
    int[] taken = new int[count];
    int[] part = new int[sizes.length];
    List<Integer> largestFirst =
        IntStream.range(0, sizes.length)
            .boxed()
            .sorted(Comparator.comparingLong((Integer i) -> sizes[i]).reversed())
            .toList();
    for (int item : largestFirst) {
      int least = 0;
      for (int i = 1; i < count; i++) {
        boolean less = load[i] == load[least] ? taken[i] < taken[least] : load[i] < load[least];
        least = less ? i : least;
      }
      part[item] = least;
      load[least] += sizes[item];
      taken[least]++;
    }
    List<T> own = new ArrayList<>();
    for (int i = 0; i < part.length; i++) {
      if (part[i] == number - 1) {
        own.add(items.get(i));
      }
    }
    return List.copyOf(own);
  }

  /** As the command line writes it. */
  @Override
  public String toString() {
    return number + "/" + count;
  }
}

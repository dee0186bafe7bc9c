package dev.icl.app.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts of lists. */
class ShardTest {
  @Test
  void thePartsTogetherAreTheListAndNothingIsInTwo() {
    List<Integer> items = IntStream.range(0, 101).boxed().toList();
    Random random = new Random(4);
    long[] sizes = items.stream().mapToLong(i -> random.nextInt(1000)).toArray();

    List<Integer> all = new ArrayList<>();
    for (int number = 1; number <= 7; number++) {
      List<Integer> part = new Shard(number, 7).of(items, i -> sizes[i]);
      assertThat(part).isSorted();
      all.addAll(part);
    }

    assertThat(all).containsExactlyInAnyOrderElementsOf(items);
  }

  @Test
  void theLargestGoesFirstToThePartThatIsTheSmallest() {
    List<Integer> sizes = List.of(1, 9, 5, 4, 2, 3);

    // 9 to the first, 5 and 4 to the second; 3 to the one with fewer items, 2 and 1 to the other
    assertThat(new Shard(1, 2).of(sizes, i -> i)).containsExactly(9, 3);
    assertThat(new Shard(2, 2).of(sizes, i -> i)).containsExactly(1, 5, 4, 2);
  }

  @Test
  void itemsWithoutASizeAreSpreadAllTheSame() {
    List<String> items = List.of("a", "b", "c", "d", "e");

    assertThat(new Shard(1, 2).of(items, i -> 0)).containsExactly("a", "c", "e");
    assertThat(new Shard(2, 2).of(items, i -> 0)).containsExactly("b", "d");
  }

  @Test
  void thereMayBeMorePartsThanItems() {
    assertThat(new Shard(3, 3).of(List.of("a", "b"), i -> 1)).isEmpty();
    assertThat(new Shard(1, 1).of(List.of("a", "b"), i -> 1)).containsExactly("a", "b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0/8", "9/8", "1/0", "0/0", "-1/8", "2", "2/", "a/b", "2 / 8", ""})
  void whatIsNoPartIsRefused(String text) {
    assertThatThrownBy(() -> Shard.of(text))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("--shard");
  }

  @Test
  void aPartIsWrittenAsItIsRead() {
    assertThat(Shard.of("2/8")).isEqualTo(new Shard(2, 8)).hasToString("2/8");
  }
}

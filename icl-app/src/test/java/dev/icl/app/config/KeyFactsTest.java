package dev.icl.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.settings.Above;
import dev.icl.core.settings.Doc;
import dev.icl.core.settings.Max;
import dev.icl.core.settings.Min;
import dev.icl.core.settings.NotEmpty;
import dev.icl.core.settings.OneOf;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class KeyFactsTest {
  enum Side {
    LEFT,
    BOTH_SIDES
  }

  record Inner(@Doc(value = "how far", range = "in mm") double reach) {}

  record Outer(
      @Doc("how many") @Min(1) @Max(9) int mostCases,
      @Above(0) double weight,
      @Min(0) OptionalDouble share,
      @OneOf({"a", "b-c"}) String word,
      Side side,
      boolean strict,
      long seed,
      List<String> names,
      @Min(0) List<Double> rates,
      @NotEmpty List<String> classes,
      @NotEmpty @Min(1) List<Integer> widths,
      @NotEmpty String title,
      @Min(1) List<List<Integer>> strides,
      List<List<Double>> points,
      Inner inner) {}

  @Test
  void everyKeyTellsDefaultRangeAndMeaning() {
    Outer section =
        new Outer(
            3,
            0.5,
            OptionalDouble.empty(),
            "a",
            Side.BOTH_SIDES,
            true,
            7,
            List.of(),
            List.of(0.1, 0.2),
            List.of("x"),
            List.of(8),
            "t",
            List.of(List.of(1, 2), List.of(2, 2)),
            List.of(),
            new Inner(2.5));

    assertThat(KeyFacts.of(section))
        .containsExactly(
            new KeyFacts("most_cases", "3", "at least 1 and at most 9", "how many"),
            new KeyFacts("weight", "0.5", "above 0", ""),
            new KeyFacts("share", "auto", "`auto`, at least 0", ""),
            new KeyFacts("word", "a", "`a`, `b-c`", ""),
            new KeyFacts("side", "both_sides", "`left`, `both_sides`", ""),
            new KeyFacts("strict", "true", "`true`, `false`", ""),
            new KeyFacts("seed", "7", "any whole number", ""),
            new KeyFacts("names", "[]", "a list of texts", ""),
            new KeyFacts("rates", "[0.1, 0.2]", "a list of values, each at least 0", ""),
            new KeyFacts("classes", "[x]", "a list of at least one text", ""),
            new KeyFacts("widths", "[8]", "a list of at least one value, each at least 1", ""),
            new KeyFacts("title", "t", "a text that is not empty", ""),
            new KeyFacts(
                "strides", "[[1, 2], [2, 2]]", "a list of lists of values, each at least 1", ""),
            new KeyFacts("points", "[]", "a list of lists of numbers", ""),
            new KeyFacts("inner.reach", "2.5", "in mm", "how far"));
  }
}

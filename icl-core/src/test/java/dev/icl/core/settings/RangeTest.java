package dev.icl.core.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RangeTest {
  record Settings(
      @Min(0) @Below(1) double rate,
      @Above(0) @Max(2.5) double ratio,
      @Min(0) OptionalDouble share,
      @NotEmpty @Min(1) @Max(8) List<Integer> widths,
      @OneOf({"thick", "thin"}) String kind,
      @NotEmpty String folder,
      boolean free) {}

  @Test
  void boundsAreTold() {
    assertThat(broken("rate", 1.0)).contains("must be at least 0 and below 1, but is 1.0");
    assertThat(broken("rate", Double.NaN)).contains("must be at least 0 and below 1, but is NaN");
    assertThat(broken("ratio", 0.0)).contains("must be above 0 and at most 2.5, but is 0.0");
    assertThat(broken("rate", 0.0)).isEmpty();
    assertThat(broken("ratio", 2.5)).isEmpty();
  }

  @Test
  void aNumberThatIsLeftOutBreaksNone() {
    assertThat(broken("share", OptionalDouble.empty())).isEmpty();
    assertThat(broken("share", OptionalDouble.of(-1))).contains("must be at least 0, but is -1.0");
  }

  @Test
  void everyNumberOfAListIsHeldAgainstThem() {
    assertThat(broken("widths", List.of(4, 9, 0)))
        .contains("must be at least 1 and at most 8, but is 9");
    assertThat(broken("widths", List.of())).contains("must have at least one value, but is []");
    assertThat(broken("widths", List.of(1, 8))).isEmpty();
  }

  @Test
  void textsAreHeldAgainstTheirWords() {
    assertThat(broken("kind", "thinn")).contains("must be thick or thin, but is thinn");
    assertThat(broken("kind", "thin")).isEmpty();
    assertThat(broken("folder", " ")).contains("must not be empty, but is ' '");
    assertThat(broken("free", true)).isEmpty();
  }

  private static Optional<String> broken(String component, Object value) {
    RecordComponent found =
        Arrays.stream(Settings.class.getRecordComponents())
            .filter(c -> c.getName().equals(component))
            .findFirst()
            .orElseThrow();
    return Range.of(found).brokenBy(value).map(b -> "must " + b.rule() + ", but is " + b.value());
  }
}

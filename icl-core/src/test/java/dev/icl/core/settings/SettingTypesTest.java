package dev.icl.core.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Settings that a plugin may have. */
class SettingTypesTest {
  private static final Set<String> TAKEN = Set.of("root");

  private enum Word {
    ONE
  }

  private record Below(Boolean on, OptionalDouble rate, Word word, List<Word> words) {}

  private record Good(
      int a, long b, double c, boolean d, String e, List<List<Integer>> f, Below below) {}

  private record Named(String name) {}

  private record Single(float share) {}

  private record Folder(Path place) {}

  private record Table(Map<String, String> rows) {}

  private record Nested(List<List<List<Integer>>> rows) {}

  private record Outer(Folder inner) {}

  private record Rooted(Side side, int root) {}

  private record Text(String text) {}

  private record Twice(int side, @Inline Side other) {}

  private record Side(int side) {}

  @Test
  void numbersTextsTruthValuesConstantsListsAndRecordsAreSettings() {
    Below below = new Below(true, OptionalDouble.empty(), Word.ONE, List.of(Word.ONE));

    assertThat(SettingTypes.trouble(new Good(1, 2, 3, true, "", List.of(), below), TAKEN))
        .isEmpty();
    assertThat(SettingTypes.trouble(new NoSettings(), TAKEN)).isEmpty();
  }

  @Test
  void otherTypesAreNone() {
    refused(new Single(1), "its setting 'share' is of the type float, but");
    refused(new Folder(Path.of("a")), "its setting 'place' is of the type java.nio.file.Path, but");
    refused(new Table(Map.of()), "its setting 'rows' is of the type java.util.Map<");
    refused(
        new Nested(List.of()), "its setting 'rows' is of the type java.util.List<java.util.List");
    refused(new Outer(new Folder(Path.of("a"))), "its setting 'inner.place' is of the type");
  }

  @Test
  void aKeyIsThereOnceAndIsNoneOfTheSection() {
    refused(new Named("a"), "its setting 'name' has the key that names the provider");
    refused(
        new Rooted(new Side(1), 2),
        "its setting 'root' has the key of one that the section has itself");
    refused(new Twice(1, new Side(2)), "it has two settings 'side'");
  }

  @Test
  @SuppressWarnings("NullAway") // as a plugin may
  void everySettingHasADefault() {
    refused(new Text(null), "defaults() gives nothing for its setting 'text'");
  }

  private static void refused(Record settings, String trouble) {
    assertThat(SettingTypes.trouble(settings, TAKEN)).get().asString().startsWith(trouble);
  }
}

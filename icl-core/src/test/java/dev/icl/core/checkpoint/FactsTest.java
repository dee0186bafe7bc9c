package dev.icl.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.icl.core.error.UserException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FactsTest {
  private static final FactKey<Integer> STEPS = FactKey.count("steps");
  private static final FactKey<Long> WEIGHTS = FactKey.longCount("weights");
  private static final FactKey<List<String>> PATIENTS = FactKey.lines("patients");
  private static final Path FILE = Path.of("last.safetensors");

  @Test
  void valuesAreTextsOfTheMetadataAndComeBack() {
    Facts facts =
        Facts.NONE
            .with(STEPS, 12)
            .with(WEIGHTS, 7_000_000_000L)
            .with(PATIENTS, List.of("b", "a"))
            .with(FactKey.text("note"), "as it is");

    assertThat(facts.texts())
        .containsExactly(
            Map.entry("note", "as it is"),
            Map.entry("patients", "b\na"),
            Map.entry("steps", "12"),
            Map.entry("weights", "7000000000"));
    assertThat(facts.get(STEPS)).contains(12);
    assertThat(facts.get(WEIGHTS)).contains(7_000_000_000L);
    assertThat(facts.get(PATIENTS)).contains(List.of("b", "a"));
  }

  @Test
  void anEmptyListIsAnEmptyTextAndNotOneEmptyLine() {
    Facts facts = Facts.NONE.with(PATIENTS, List.of());

    assertThat(facts.texts()).containsExactly(Map.entry("patients", ""));
    assertThat(facts.get(PATIENTS)).contains(List.of());
  }

  @Test
  void aFactThatIsNotToldIsEmptyAndMissedWhereItMustBe() {
    assertThat(Facts.NONE.get(STEPS)).isEmpty();
    assertThat(Facts.NONE.tell(STEPS)).isFalse();
    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() -> Facts.in(FILE, Map.of()).require(STEPS))
        .withMessage(
            "last.safetensors does not tell 'steps' in its metadata; use another copy of it.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"many", "-1", "", "3000000000", "1.5"})
  void aDamagedFactIsNamedWithItsFile(String text) {
    Facts facts = Facts.in(FILE, Map.of("steps", text));

    assertThat(facts.tell(STEPS)).isTrue();
    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() -> facts.get(STEPS))
        .withMessage(
            "last.safetensors tells 'steps' in its metadata as '%s', which cannot be read; use another copy of it."
                .formatted(text));
  }

  @Test
  void aLongTextIsCutInTheSentence() {
    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() -> Facts.in(FILE, Map.of("steps", "x".repeat(500))).get(STEPS))
        .withMessageContaining("as '" + "x".repeat(40) + "...',");
  }

  @Test
  void whereTheyAreFromMakesNoDifference() {
    Map<String, String> texts = Map.of("steps", "1");

    assertThat(Facts.in(FILE, texts)).isEqualTo(Facts.of(texts)).hasSameHashCodeAs(Facts.of(texts));
    assertThat(Facts.of(texts)).hasToString("{steps=1}").isNotEqualTo(Facts.NONE);
  }
}

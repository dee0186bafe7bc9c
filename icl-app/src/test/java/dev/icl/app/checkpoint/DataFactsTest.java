package dev.icl.app.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.icl.core.checkpoint.FactKey;
import dev.icl.core.checkpoint.Facts;
import dev.icl.core.error.UserException;
import dev.icl.data.Datasets;
import dev.icl.data.catalog.InputRules;
import dev.icl.data.phantom.PhantomProvider;
import dev.icl.data.settings.DataConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DataFactsTest {
  private static final Path FILE = Path.of("best.safetensors");

  @Test
  void classNamesAreAListInJson() {
    List<String> names = List.of("background", "it's \"quoted\"", "Herz");

    Facts facts = Facts.NONE.with(DataFacts.CLASS_NAMES, names);

    assertThat(facts.texts())
        .containsExactly(
            Map.entry("class_names", "[\"background\",\"it's \\\"quoted\\\"\",\"Herz\"]"));
    assertThat(facts.get(DataFacts.CLASS_NAMES)).contains(names);
  }

  @Test
  void channelsAreToldWhereTheyHaveNames() {
    InputRules one = Datasets.inputRules(DataConfig.of(new PhantomProvider()));
    InputRules two = one.withChannels(List.of("FLAIR", "T1"));

    String told = Facts.NONE.with(DataFacts.INPUT_RULES, one).texts().get("input_rules");
    Facts facts = Facts.NONE.with(DataFacts.INPUT_RULES, two);

    assertThat(told).doesNotContain("channel");
    assertThat(facts.texts().get("input_rules")).endsWith("\"channel_names\":[\"FLAIR\",\"T1\"]}");
    assertThat(facts.get(DataFacts.INPUT_RULES)).contains(two);
    assertThat(Facts.in(FILE, Map.of("input_rules", told)).get(DataFacts.INPUT_RULES))
        .contains(one);
    assertThat(one.channels()).hasSize(1);
  }

  @Test
  void noScansAreAnEmptyList() {
    Facts facts = Facts.NONE.with(DataFacts.TRAINING_SCANS, KnownScans.NONE);

    assertThat(facts.texts()).containsExactly(Map.entry("data_training_prints", "[]"));
    assertThat(facts.get(DataFacts.TRAINING_SCANS)).contains(KnownScans.NONE);
  }

  static Stream<Arguments> damaged() {
    return Stream.of(
        Arguments.of(DataFacts.CLASS_NAMES, "background"),
        Arguments.of(DataFacts.CLASS_NAMES, "null"),
        Arguments.of(DataFacts.CLASS_NAMES, "{\"0\":\"background\"}"),
        Arguments.of(DataFacts.TRAINING_SCANS, "[{\"name\":\"p1\""),
        Arguments.of(DataFacts.TRAINING_SCANS, "[{\"name\":\"p1\",\"print\":\"AQ\"}]"),
        Arguments.of(DataFacts.SELECTION_SCANS, "[{\"name\":\"p1\",\"print\":\"!\"}]"),
        Arguments.of(DataFacts.INPUT_RULES, "{\"first_fastest\":{\"axis\":3}}"),
        Arguments.of(DataFacts.INPUT_RULES, "{\"axis\":\"THIRD\"}"),
        Arguments.of(DataFacts.TRAINING_SLICES, "some"));
  }

  @ParameterizedTest
  @MethodSource("damaged")
  void aDamagedFactIsNamedWithItsFile(FactKey<?> fact, String text) {
    Facts facts = Facts.in(FILE, Map.of(fact.key(), text));

    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() -> facts.get(fact))
        .withMessage(
            "best.safetensors tells '%s' in its metadata as '%s', which cannot be read; use another copy of it."
                .formatted(fact.key(), text));
  }
}

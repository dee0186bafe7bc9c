package dev.icl.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  private record Measured(int stepCount, Double meanDice, List<Double> perClass, Instant at) {}

  private record Sparse(@JsonInclude(JsonInclude.Include.NON_NULL) String reason, String note) {}

  private record Bounds(@JsonSerialize(using = AnyNumber.class) double upper) {}

  @Test
  void namesAreInSnakeCaseAndNumbersThatAreNotFiniteAreNull() {
    Measured measured =
        new Measured(3, Double.NaN, Arrays.asList(0.5, Double.NEGATIVE_INFINITY), null);

    assertThat(Json.line(measured))
        .isEqualTo("{\"step_count\":3,\"mean_dice\":null,\"per_class\":[0.5,null],\"at\":null}");
  }

  @Test
  void aNumberOfAMapMayBeMissingToo() {
    Map<String, Object> losses = new LinkedHashMap<>();
    losses.put("loss", Double.NaN);
    losses.put("ce", 0.25);

    assertThat(Json.line(losses)).isEqualTo("{\"loss\":null,\"ce\":0.25}");
  }

  @Test
  void onlyAComponentThatSaysSoIsLeftOutWhereItIsNull() {
    assertThat(Json.line(new Sparse(null, null))).isEqualTo("{\"note\":null}");
  }

  @Test
  void aBoundMayBeInfinite() {
    assertThat(Json.line(new Bounds(Double.POSITIVE_INFINITY)))
        .isEqualTo("{\"upper\":\"Infinity\"}");
  }

  @Test
  void aNumberThatIsNotFiniteIsReadWhereItIsToldAsText() throws JsonProcessingException {
    assertThat(Json.read("{\"upper\":\"-Infinity\"}", Bounds.class).upper())
        .isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(Json.read("{\"upper\":\"NaN\"}", Bounds.class).upper()).isNaN();
  }

  @Test
  void whatIsOnlyUnderstoodWholeMayHaveNoOtherKeys() throws JsonProcessingException {
    TypeReference<Bounds> type = new TypeReference<>() {};

    assertThat(Json.readWhole("{\"upper\":2.5}", type)).isEqualTo(new Bounds(2.5));
    assertThatThrownBy(() -> Json.readWhole("{\"upper\":2.5,\"lower\":1}", type))
        .isInstanceOf(JsonProcessingException.class);
    assertThatThrownBy(() -> Json.readWhole("null", type))
        .isInstanceOf(JsonProcessingException.class);
  }

  @Test
  void filesAreIndented() {
    assertThat(Json.indented(new Bounds(1)).lines()).containsExactly("{", "  \"upper\" : 1.0", "}");
  }

  @Test
  void instantsAreTexts() throws JsonProcessingException {
    Instant at = Instant.parse("2026-11-23T12:00:00.250Z");
    String text = Json.line(new Measured(1, null, null, at));

    assertThat(text).contains("\"at\":\"2026-11-23T12:00:00.250Z\"");
    assertThat(Json.read(text, Measured.class).at()).isEqualTo(at);
  }

  @Test
  void whatALaterReleaseAddsIsPassedOverAndWhatAnEarlierOneLackedIsNull()
      throws JsonProcessingException {
    assertThat(Json.read("{\"step_count\":1,\"mood\":\"good\"}", Measured.class))
        .isEqualTo(new Measured(1, null, null, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"step_count\":null}",
        "{\"step_count\":1.5}",
        "{\"step_count\":\"1\"}",
        "{\"step_count\":1,\"mean_dice\":\"high\"}",
        "{\"step_count\":1,\"at\":\"yesterday\"}",
        "{\"step_count\":1} and more",
        "{\"step_count\":1"
      })
  void whatIsNoSuchRecordIsRefused(String text) {
    assertThatThrownBy(() -> Json.read(text, Measured.class))
        .isInstanceOf(JsonProcessingException.class);
  }

  @Test
  void aKeyThatIsThereTwiceIsAMistakeInAFileThatPeopleWrite() throws JsonProcessingException {
    String twice = "{\"labels\":1,\"labels\":2}";

    assertThat(Json.strictTree("{\"labels\":2}").path("labels").intValue()).isEqualTo(2);
    assertThatThrownBy(() -> Json.strictTree(twice)).isInstanceOf(JsonProcessingException.class);
  }
}

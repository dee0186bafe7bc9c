package dev.icl.report.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import dev.icl.core.json.Json;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchJsonTest {
  @TempDir Path folder;

  @Test
  void whatIsWrittenIsReadBack() {
    Path file = folder.resolve("bench.json");

    BenchJson.write(Examples.bench(), file);

    assertThat(BenchJson.readBench(file)).isEqualTo(Examples.bench());
  }

  @Test
  void keysAreInSnakeCaseAndWhatIsNotKnownIsLeftOut() {
    assertThat(Json.indented(Examples.trained()))
        .contains("\"images_per_second\" : 41.5", "\"case\" : \"case_1\"", "\"class\" : \"left")
        .contains("\"status\" : \"done\"", "\"kind\" : \"train\"", "2026-11-23T12:00:00.250Z")
        .doesNotContain("null", "NaN", "Infinity", "timing", "repeat", "reason");
  }

  @Test
  void whatALaterVersionAddsIsPassedOver() throws IOException {
    Path file = folder.resolve("bench.json");
    Files.writeString(
        file, Json.indented(Examples.bench()).replaceFirst("\\{", "{ \"mood\" : \"good\","));

    assertThat(BenchJson.readBench(file)).isEqualTo(Examples.bench());
  }

  /** A file that was written before the network after the last iteration was scored. */
  @Test
  void whatAnEarlierVersionScoredWasTheBestNetworkOnTheCasesThatChoseIt()
      throws URISyntaxException {
    Path earlier =
        Path.of(BenchJsonTest.class.getResource("/bench-of-best-checkpoints.json").toURI());

    BenchRecord record = BenchJson.readBench(earlier);

    assertThat(record.cells())
        .hasSize(4)
        .allSatisfy(
            cell -> {
              assertThat(cell.training().scored())
                  .isEqualTo(
                      new Scored(
                          Scored.Network.BEST, 100, "val", Scored.SelectedOn.VALIDATION, null, 8));
              assertThat(cell.training().best()).isNull();
            });
  }

  @Test
  void anotherFormatIsRefused() throws IOException {
    refused(
        Json.indented(Examples.bench()).replace("\"format\" : 1", "\"format\" : 2"),
        "is of format 2, but this version reads format 1 alone");
  }

  @Test
  void aFileWithoutAFormatIsRefused() throws IOException {
    refused("{}", "names no format");
  }

  @Test
  void aDamagedFileIsRefused() throws IOException {
    refused("{ \"format\" : 1", "is damaged or not of icl bench");
    refused("{ \"format\" : 1 }", "is damaged or not of icl bench");
    refused(
        Json.indented(Examples.bench()).replace("2026-11-23T12", "yesterday"),
        "is damaged or not of icl bench");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> BenchJson.readBench(folder.resolve("bench.json")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("There is no " + folder.resolve("bench.json"));
  }

  private void refused(String text, String why) throws IOException {
    Path file = folder.resolve("bench.json");
    Files.writeString(file, text);
    assertThatThrownBy(() -> BenchJson.readBench(file))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(why);
  }
}

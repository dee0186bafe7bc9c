package dev.icl.report.viewer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.icl.core.error.UserException;
import dev.icl.data.model.FirstPass;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViewerPageTest {
  private static final Pattern BLOCK = Pattern.compile("class=\"block\">([^<]*)</script>");

  @TempDir private Path folder;

  @Test
  void everyNameIsTextAndNothingIsLoaded() throws IOException {
    String html = page(List.of("</script><script>alert(1)</script>", "b"), 8, 5);

    assertThat(html)
        .contains("<h1>Cases of &lt;b&gt;runs&lt;/b&gt;</h1>")
        .contains("\\u003c/script>\\u003cscript>alert(1)")
        .doesNotContain("<script>alert")
        .doesNotContainPattern("(?i)(src|href)=\"(?!data:,|#)")
        .doesNotContainPattern("https?://");
  }

  @Test
  void thePolicyNamesThePagesOwnStyleAndScriptAlone() throws Exception {
    String html = page(List.of("a"), 8, 5);

    assertThat(between(html, "Content-Security-Policy\" content=\"", "\">").replace("&#39;", "'"))
        .isEqualTo(
            "default-src 'none'; style-src 'sha256-%s'; img-src data:; base-uri 'none'; form-action 'none'; script-src 'sha256-%s'"
                .formatted(
                    sha256(between(html, "<style>", "</style>")),
                    sha256(
                        html.substring(
                            html.lastIndexOf("<script>") + 8, html.lastIndexOf("</script>")))));
  }

  @Test
  void theScriptIsToldWhereEveryVoxelIs() throws IOException {
    String html = page(List.of("a", "b"), 8, 5);
    JsonNode data = data(html);
    List<String> blocks = BLOCK.matcher(html).results().map(m -> m.group(1)).toList();

    assertThat(data.at("/layers")).hasSize(3);
    assertThat(data.at("/classes/0/name").asText()).isEqualTo("ball </script>");
    assertThat(data.at("/classes/0/color").asText()).isEqualTo("#56b4e9");
    assertThat(data.at("/classes/1/name").asText()).isEqualTo("label 2");
    JsonNode first = data.at("/cases/0");
    assertThat(first.at("/labels/2").asInt()).as("no label map of this layer").isEqualTo(-1);
    assertThat(first.at("/channels/1/name").asText()).isEqualTo("T2");
    assertThat(first.at("/scores/0").isNull()).isTrue();
    assertThat(first.at("/scores/1/0/dice").asDouble()).isEqualTo(0.9);
    assertThat(first.at("/scores/1/1/dice").isNull()).as("a class that does not count").isTrue();
    int[] labels = Unpacked.numbers(blocks.get(first.at("/labels/0").asInt()), 8);
    // the ball's middle, and a corner
    assertThat(labels).hasSize(512);
    assertThat(labels[4 * 64 + 4 * 8 + 4]).isEqualTo(1);
    assertThat(labels[0]).isZero();
    assertThat(first.at("/start/0").asInt()).isBetween(3, 4);
    assertThat(blocks).hasSize(2 * 2 + 2 + 3);
  }

  @Test
  void aPageThatWouldBeTooLargeHasEverySecondVoxelAndSaysSo() throws IOException {
    Path file = folder.resolve("large.html");

    ViewerPage.Written written =
        new ViewerPage(SliceRange.ALL, 1, FirstPass.SILENT).write(file, new FewCases(names(4), 96));

    assertThat(written.every()).isEqualTo(2);
    assertThat(written.bytes()).isLessThan(1_000_000);
    assertThat(Files.readString(file))
        .contains("Of long axes every second voxel is shown, so that the page is not too large.");
    assertThat(data(Files.readString(file)).at("/cases/0/axes/0/size").asInt()).isEqualTo(48);
  }

  @Test
  void whatIsTooLargeEvenSoIsRefusedAndNothingWritten() {
    Path file = folder.resolve("huge.html");
    ViewerPage page = new ViewerPage(SliceRange.ALL, 0, FirstPass.SILENT);

    assertThatThrownBy(() -> page.write(file, new FewCases(List.of("a"), 8)))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "The page would have more than 0 MB, even with every 4th voxel alone: leave out cases with --cases or slices with --slices, or allow more with --size.");
    assertThat(file).doesNotExist();
  }

  @Test
  void aPageIsToldFromOtherFiles() throws IOException {
    page(List.of("a"), 8, 5);
    Path other = Files.writeString(folder.resolve("other.html"), "<html>mine</html>");

    assertThat(ViewerPage.isOne(folder.resolve("view.html"))).isTrue();
    assertThat(ViewerPage.isOne(other)).isFalse();
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "case" + i).toList();
  }

  private String page(List<String> names, int size, int megabytes) throws IOException {
    Path file = folder.resolve(ViewerPage.FILE);
    new ViewerPage(SliceRange.ALL, megabytes, FirstPass.SILENT)
        .write(file, new FewCases(names, size));
    return Files.readString(file);
  }

  private static JsonNode data(String html) throws IOException {
    return new JsonMapper().readTree(between(html, "id=\"page\">", "</script>"));
  }

  private static String between(String text, String start, String end) {
    Matcher match =
        Pattern.compile(Pattern.quote(start) + "(.*?)" + Pattern.quote(end), Pattern.DOTALL)
            .matcher(text);
    assertThat(match.find()).as(start).isTrue();
    return match.group(1);
  }

  private static String sha256(String text) throws NoSuchAlgorithmException {
    return Base64.getEncoder()
        .encodeToString(
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}

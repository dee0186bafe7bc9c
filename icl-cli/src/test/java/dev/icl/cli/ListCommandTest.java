package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.icl.cli.Cli.Outcome;
import dev.icl.core.settings.Doc;
import dev.icl.core.settings.Min;
import dev.icl.core.settings.OneOf;
import dev.icl.modules.network.ImageSpec;
import dev.icl.modules.network.NetworkProvider;
import dev.icl.modules.network.SegmentationNetwork;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListCommandTest {
  @TempDir private Path folder;

  @Test
  void everythingOnTheClassPathIsListedByKind() {
    Outcome listed = icl("list");

    assertThat(listed.code()).as(listed.err()).isZero();
    assertThat(listed.out().lines().filter(line -> !line.startsWith(" ")))
        .containsExactly(
            "methods, method.name:", "networks, network.name:", "datasets, data.name:", "formats");
    assertThat(listed.out().lines().map(String::strip).map(line -> line.replaceAll(" .*", "")))
        .contains("icl", "supervised", "unet2d", "phantom", "acdc", "folder", "NIfTI");
  }

  @Test
  void whatAPluginBringsIsListedWithWhereItIsFrom() throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(
        services.resolve(NetworkProvider.class.getName()), PluggedNetwork.class.getName());
    String from = codeSource(PluggedNetwork.class);
    Thread current = Thread.currentThread();
    ClassLoader before = current.getContextClassLoader();
    try (URLClassLoader plugins = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
      current.setContextClassLoader(plugins);

      assertThat(icl("list", "networks", "--settings").out().lines())
          .contains(
              "  plugged              a network of a test (from " + from + ")",
              "    network.width: default 4; at least 1; channels of every layer",
              "    network.pooling: default max; one of max, mean; between levels")
          .noneMatch(line -> line.contains("unet2d") && line.contains("from"));
    } finally {
      current.setContextClassLoader(before);
    }
  }

  private static String codeSource(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  record Plugged(
      @Doc("channels of every layer") @Min(1) int width,
      @Doc("between levels") @OneOf({"max", "mean"}) String pooling) {}

  /** A network that only the class loader of a test offers. */
  public static final class PluggedNetwork implements NetworkProvider<Plugged> {
    @Override
    public String name() {
      return "plugged";
    }

    @Override
    public String description() {
      return "a network of a test";
    }

    @Override
    public Plugged defaults() {
      return new Plugged(4, "max");
    }

    @Override
    public SegmentationNetwork create(Plugged settings, ImageSpec image) {
      throw new IllegalStateException("not in this test");
    }
  }

  @Test
  void settingsAreShownAsTheConfigurationNamesThem() {
    String text = icl("list", "datasets", "--settings").out();

    assertThat(text)
        .doesNotContain("unet2d")
        .contains(
            "    data.phantom_seed: default 2023; any whole number; decides the phantom's anatomy, apart from seed\n",
            "    data.classes: default []; 2 to 256 names, each once; classes of a folder, the background");
  }

  @Test
  void programsReadNameOriginAndSettings() throws IOException {
    JsonNode json = new ObjectMapper().readTree(icl("list", "networks", "--json").out());

    List<String> kinds = new ArrayList<>();
    json.fieldNames().forEachRemaining(kinds::add);
    assertThat(kinds).containsExactly("networks");
    JsonNode network = json.at("/networks/0");
    assertThat(network.get("name").asText()).isEqualTo("unet2d");
    assertThat(network.get("description").asText()).isNotBlank();
    assertThat(Path.of(network.get("from").asText())).isAbsolute().exists();
    assertThat(network.at("/settings/0/key").asText()).isEqualTo("channels");
    assertThat(network.at("/settings/0/default").asText()).isEqualTo("[16, 32, 64, 128, 256]");
    assertThat(network.at("/settings/0/range").asText()).isEqualTo("2 to 14, each 1 to 8192");
    assertThat(network.at("/settings/0/means").asText())
        .isEqualTo("feature channels per level, shallow to deep");
  }

  @Test
  void anUnknownKindIsRefusedWithTheNearestKnownOne() {
    Outcome refused = icl("list", "dataset");

    assertThat(refused.code()).isEqualTo(ExitCode.MISTAKE);
    assertThat(refused.err())
        .isEqualTo(
            "KIND: there is no kind 'dataset'; available: methods, networks, datasets, formats; did you mean 'datasets'?\n");
  }

  private Outcome icl(String... arguments) {
    return new Cli(folder).run(arguments);
  }
}

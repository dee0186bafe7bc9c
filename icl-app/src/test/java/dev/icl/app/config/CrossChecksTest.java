package dev.icl.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doCallRealMethod;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.icl.app.plan.TrainingPlan;
import dev.icl.core.error.UserException;
import dev.icl.core.settings.Checked;
import dev.icl.core.settings.NoSettings;
import dev.icl.core.settings.Origin;
import dev.icl.core.settings.Rules;
import dev.icl.modules.method.Method;
import dev.icl.modules.method.MethodContext;
import dev.icl.modules.method.MethodProvider;
import dev.icl.modules.method.Supervised;
import dev.icl.modules.network.ImageSpec;
import dev.icl.modules.network.NetworkProvider;
import dev.icl.modules.network.SegmentationNetwork;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Networks and methods of plugins that look at what they are made for. */
class CrossChecksTest extends RefusedConfigs {
  private static final String CHOOSY = "network: {name: choosy}\nmethod: {name: supervised}\n";

  private final ClassLoader before = Thread.currentThread().getContextClassLoader();
  private URLClassLoader plugins;

  record Choosy(int least, int channels, boolean counts, String called, int axes)
      implements Checked {
    @Override
    public void check(Rules rules) {
      if (called.equals("ruleless")) {
        throw new IllegalStateException("no rules today");
      }
    }
  }

  /** A network for some numbers of classes. */
  public static final class ChoosyNetwork implements NetworkProvider<Choosy> {
    @Override
    public String name() {
      return "choosy";
    }

    @Override
    public String description() {
      return "a network of a test";
    }

    @Override
    public Choosy defaults() {
      return new Choosy(4, 1, false, "choosy", 2);
    }

    @Override
    public SegmentationNetwork create(Choosy settings, ImageSpec image) {
      if (settings.called().equals("broken")) {
        throw new IllegalStateException("no network today");
      }
      if (image.channels() < settings.channels()) {
        throw new UserException("network.channels: too few channels; use another network.");
      }
      if (image.classes() < settings.least()) {
        throw new UserException(
            "network.least: too few classes%s; use another network."
                .formatted(settings.counts() ? ", " + image.classes() : ""));
      }
      SegmentationNetwork network = mock(SegmentationNetwork.class);
      when(network.name()).thenReturn(settings.called());
      when(network.classes()).thenReturn(image.classes());
      when(network.spatialRank()).thenReturn(2);
      doCallRealMethod().when(network).heads();
      when(network.divisors()).thenReturn(Collections.nCopies(settings.axes(), 1));
      return network;
    }
  }

  /**
   * A method for more than two classes, of another one's name where there is one iteration, and
   * with a step that does not go together where there are two.
   */
  public static final class ManyClasses implements MethodProvider<NoSettings> {
    @Override
    public String name() {
      return "many-classes";
    }

    @Override
    public String description() {
      return "a method of a test";
    }

    @Override
    public NoSettings defaults() {
      return new NoSettings();
    }

    @Override
    public Method create(NoSettings settings, MethodContext context) {
      Method supervised = new Supervised(context.network());
      if (context.iterations() == 1) {
        return supervised;
      }
      if (context.network().classes() < 3) {
        throw new UserException("method.name: there are too few classes; use another method.");
      }
      Method named = mock(Method.class, delegatesTo(supervised));
      doReturn("many-classes").when(named).name();
      if (context.iterations() == 2) {
        doThrow(new IllegalArgumentException("conv: a kernel too many")).when(named).trace(any());
      }
      return named;
    }
  }

  @BeforeEach
  void addPlugins() throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(
        services.resolve(NetworkProvider.class.getName()), ChoosyNetwork.class.getName());
    Files.writeString(
        services.resolve(MethodProvider.class.getName()), ManyClasses.class.getName());
    plugins = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before);
    Thread.currentThread().setContextClassLoader(plugins);
  }

  @AfterEach
  void removePlugins() throws IOException {
    Thread.currentThread().setContextClassLoader(before);
    plugins.close();
  }

  @Test
  void aNetworkThatTakesSomeNumberOfClassesIsNotRefused() throws IOException {
    assertThat(read(CHOOSY).network().name()).isEqualTo("choosy");
  }

  @Test
  void aNetworkThatTakesSomeNumberOfChannelsIsNotRefused() throws IOException {
    assertThat(read(CHOOSY, "network.channels=3").network().name()).isEqualTo("choosy");
  }

  @Test
  void aRefusalWhateverTheClassesIsToldWithItsPlace() {
    refused(
        CHOOSY,
        "--set network.least=1000: network.least: too few classes; use another network.",
        "network.least=1000");
  }

  @Test
  void aRefusalThatDependsOnTheClassesIsLeftToThoseWhoKnowThem() throws IOException {
    RunConfig config = read(CHOOSY, "network.least=1000", "network.counts=true");

    assertThatThrownBy(() -> TrainingPlan.of(config))
        .isInstanceOf(UserException.class)
        .hasMessage("network.least: too few classes, 4; use another network.");
  }

  @Test
  void aMethodThatTakesSomeNumberOfClassesIsNotRefused() throws IOException {
    assertThat(read("method: {name: many-classes}").method().name()).isEqualTo("many-classes");
    assertThat(read(CHOOSY, "method.name=many-classes").network().name()).isEqualTo("choosy");
  }

  @Test
  void whatAPluginMakesHasItsName() {
    refused(
        CHOOSY,
        "run.yaml, line 1, column 17: network.name: the plugin of the network choosy, %s of %s,"
                .formatted(ChoosyNetwork.class.getName(), Origin.of(ChoosyNetwork.class))
            + " makes one that calls itself 'fancy'; mend its jar, or use another network.",
        "network.called=fancy",
        "network.least=2");
    refused(
        "method: {name: many-classes}",
        "run.yaml, line 1, column 16: method.name: the plugin of the method many-classes, %s of %s,"
                .formatted(ManyClasses.class.getName(), Origin.of(ManyClasses.class))
            + " makes one that calls itself 'supervised'; mend its jar, or use another method.",
        "train.iterations=1",
        "train.warmup=0");
  }

  /** A failure that no larger patch would mend. */
  @Test
  void aStepThatDoesNotGoTogetherIsToldWithItsMethod() {
    refused(
        "method: {name: many-classes}\ntrain: {patch: [16, 16]}",
        "A plugin on the class path, of the kind method, cannot be used (%s of %s: what it makes fails"
                .formatted(ManyClasses.class.getName(), Origin.of(ManyClasses.class))
            + " with java.lang.IllegalArgumentException: conv: a kernel too many): mend its jar, or"
            + " leave it off the class path.",
        "train.iterations=2",
        "train.warmup=0");
  }

  @Test
  void aPluginThatFailsIsToldWithItsJar() {
    String plugin =
        "A plugin on the class path, of the kind network, cannot be used (%s of %s: "
            .formatted(ChoosyNetwork.class.getName(), Origin.of(ChoosyNetwork.class));
    refused(
        CHOOSY,
        plugin
            + "create() fails with java.lang.IllegalStateException: no network today): mend its jar,"
            + " or leave it off the class path.",
        "network.called=broken");
    refused(
        CHOOSY,
        plugin
            + "check() fails with java.lang.IllegalStateException: no rules today): mend its jar, or"
            + " leave it off the class path.",
        "network.called=ruleless");
    assertThatThrownBy(() -> read(CHOOSY, "network.least=2", "network.axes=0"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(plugin + "what it makes fails with java.lang.");
  }
}

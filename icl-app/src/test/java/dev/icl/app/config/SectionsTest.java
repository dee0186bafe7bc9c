package dev.icl.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import dev.icl.core.settings.Max;
import dev.icl.core.settings.NamedSettings;
import dev.icl.core.settings.Providers;
import dev.icl.modules.method.IclProvider;
import dev.icl.modules.method.Method;
import dev.icl.modules.method.MethodContext;
import dev.icl.modules.method.MethodProvider;
import dev.icl.modules.method.Methods;
import dev.icl.modules.network.ImageSpec;
import dev.icl.modules.network.NetworkProvider;
import dev.icl.modules.network.Networks;
import dev.icl.modules.network.SegmentationNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Sections bound to the settings of what they name, a method and a network of a test's among them.
 */
class SectionsTest {
  record Threshold(@Max(1) double threshold, double dropPath, String words) {}

  static final class ThresholdProvider implements MethodProvider<Threshold> {
    @Override
    public String name() {
      return "threshold";
    }

    @Override
    public String description() {
      return "a method of a test";
    }

    @Override
    public Threshold defaults() {
      return new Threshold(0.9, 0.5, "none");
    }

    @Override
    public Method create(Threshold settings, MethodContext context) {
      return new IclProvider().create(new IclProvider().defaults(), context);
    }
  }

  record Widths(List<Integer> channels) {}

  static final class TinyProvider implements NetworkProvider<Widths> {
    @Override
    public String name() {
      return "tiny";
    }

    @Override
    public String description() {
      return "a network of a test";
    }

    @Override
    public Widths defaults() {
      return new Widths(List.of(2, 4));
    }

    @Override
    public SegmentationNetwork create(Widths settings, ImageSpec image) {
      throw new IllegalStateException("not in this test");
    }
  }

  private static final Doors DOORS = doors();

  private static Doors doors() {
    List<MethodProvider<?>> methods = new ArrayList<>(Methods.installed().all());
    methods.add(new ThresholdProvider());
    List<NetworkProvider<?>> networks = new ArrayList<>(Networks.installed().all());
    networks.add(new TinyProvider());
    return new Doors(
        new Providers<>("method", "method", methods),
        new Providers<>("network", "network", networks));
  }

  @Test
  void aSectionTakesTheKeysAndDefaultsOfWhatItNames() {
    NamedSettings method = bind("method: {name: threshold, threshold: 0.75}").method();

    assertThat(method.own().values()).isEqualTo(new Threshold(0.75, 0.5, "none"));
    assertThat(bind("network: {name: tiny}").network().own().values())
        .isEqualTo(new Widths(List.of(2, 4)));
  }

  @Test
  void keysOfOtherProvidersAreReadAndKeptAside() {
    NamedSettings method =
        bind("method: {name: threshold, drop_path: 0.25, unsupervised: {weight: 2}}").method();

    assertThat(method.own().values()).isEqualTo(new Threshold(0.9, 0.25, "none"));
    assertThat(method.own().unused()).containsOnlyKeys("unsupervised");
    assertThat(ConfigChange.values(method))
        .containsOnlyKeys("name", "threshold", "drop_path", "words");
  }

  @Test
  void aConfigurationThatWasWrittenReadsBackEqual() {
    RunConfig config =
        bind("method: {name: threshold, consistency_weight: 3, unsupervised: {weight: 2}}");

    assertThat(bind(RunConfigWriter.toYaml(config))).isEqualTo(config);
  }

  @Test
  void anotherProviderTakesWhatIsGivenAndItsOwnDefaultsForTheRest() {
    String yaml = "method: {unsupervised: {ramp_up: 0.5}, heads: [4, 4, 2]}";
    RunConfig all = DOORS.withEveryKey(bind(yaml));
    Set<String> open = DOORS.open(((ConfigNode.Mapping) tree(yaml))::gives);

    RunConfig named = DOORS.naming(all, open, "threshold", "tiny");

    assertThat(open).containsExactly("method.drop_path", "network.channels");
    assertThat(named.method().own().values()).isEqualTo(new Threshold(0.9, 0.5, "none"));
    assertThat(named.network().own().values()).isEqualTo(new Widths(List.of(2, 4)));
    assertThat(DOORS.naming(all, Set.of(), "threshold", "tiny").network().own().values())
        .isEqualTo(new Widths(List.of(16, 32, 64, 128, 256)));
    assertThat(RunConfigWriter.toYaml(all, open::contains))
        .doesNotContain("drop_path", "channels")
        .contains("ramp_up: 0.5");
  }

  @Test
  void allThatIsWrongIsToldWhateverProviderHasTheKey() {
    assertThatThrownBy(
            () ->
                bind(
                    "method: {name: threshold, threshold: 2, mixer: thick, treshold: 1, words: [a]}"))
        .isInstanceOf(UserException.class)
        .hasMessage(
            """
            4 problems in the configuration:
              run.yaml, line 1, column 55: unknown key 'treshold' in method; did you mean 'threshold'?
              run.yaml, line 1, column 75: method.words must be a text, but is a list.
              run.yaml, line 1, column 38: method.threshold must be at most 1, but is 2.0.
              run.yaml, line 1, column 48: method.mixer must be dense or low-rank, but is thick.""");
  }

  private static ConfigNode tree(String yaml) {
    return YamlTree.ofFile("run.yaml", yaml, new ConfigDiagnostics());
  }

  private static RunConfig bind(String yaml) {
    ConfigDiagnostics problems = new ConfigDiagnostics();
    RecordBinder binder = new RecordBinder(problems, DOORS, "");
    RunConfig config = binder.bind(RunConfig.defaults(), tree(yaml));
    new RunConfigRules(DOORS, binder::originOf, problems).check(config);
    problems.throwIfAny();
    return config;
  }
}

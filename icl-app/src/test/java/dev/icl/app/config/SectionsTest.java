package dev.icl.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import dev.icl.core.settings.Max;
import dev.icl.core.settings.Min;
import dev.icl.core.settings.NamedSettings;
import dev.icl.core.settings.NoSettings;
import dev.icl.core.settings.Providers;
import dev.icl.core.settings.Rules;
import dev.icl.data.DatasetLayout;
import dev.icl.data.DatasetProvider;
import dev.icl.data.Datasets;
import dev.icl.data.catalog.Catalog;
import dev.icl.data.catalog.DatasetDiagnostics;
import dev.icl.data.catalog.ReadingRules;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.settings.DataConfig;
import dev.icl.modules.method.IclProvider;
import dev.icl.modules.method.Method;
import dev.icl.modules.method.MethodContext;
import dev.icl.modules.method.MethodProvider;
import dev.icl.modules.method.Methods;
import dev.icl.modules.network.ImageSpec;
import dev.icl.modules.network.NetworkProvider;
import dev.icl.modules.network.Networks;
import dev.icl.modules.network.SegmentationNetwork;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Sections bound to the settings of what they name: a method, a network and a dataset of a test's
 * among them.
 */
class SectionsTest {
  record Threshold(@Max(1) double threshold, double dropPath, String words) {
    Threshold {
      if (words.equals("many")) {
        throw new IllegalArgumentException("too many words");
      }
    }
  }

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

  record Task(@Min(1) int task, boolean volumes, List<String> classes) {}

  static final class TaskLayout implements DatasetLayout<Task> {
    @Override
    public String name() {
      return "task";
    }

    @Override
    public String description() {
      return "a dataset of a test";
    }

    @Override
    public Task defaults() {
      return new Task(1, false, List.of("background", "heart"));
    }

    @Override
    public boolean recognises(Path root) {
      return false;
    }

    @Override
    public Catalog catalog(Task settings, DataConfig data, Path root, DatasetDiagnostics findings) {
      throw new IllegalStateException("not in this test");
    }

    @Override
    public ReadingRules inputs(Task settings, DataConfig data, AxisOrder order) {
      return ReadingRules.inputs(order);
    }

    @Override
    public void check(Task settings, DataConfig data, Rules rules) {
      DatasetLayout.super.check(settings, data, rules);
      rules.must(
          settings.task() <= data.labeled() || rules.unread("task", "labeled"),
          "task",
          "be at most data.labeled",
          settings.task());
    }
  }

  private static final Doors DOORS = doors();

  private static Doors doors() {
    List<MethodProvider<?>> methods = new ArrayList<>(Methods.installed().all());
    methods.add(new ThresholdProvider());
    List<NetworkProvider<?>> networks = new ArrayList<>(Networks.installed().all());
    networks.add(new TinyProvider());
    List<DatasetProvider<?>> datasets = new ArrayList<>(Datasets.installed().all());
    datasets.add(new TaskLayout());
    return new Doors(
        new Providers<>("method", "method", methods),
        new Providers<>("network", "network", networks),
        new Providers<>("data", "dataset", datasets));
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

    assertThat(open)
        .containsExactly(
            "method.cut_mix.probability",
            "method.drop_path",
            "method.targets",
            "method.threshold",
            "method.unsupervised.mix_alpha",
            "method.unsupervised.weight",
            "network.channels",
            "network.drop_path",
            "network.dropout",
            "network.embedding");
    assertThat(named.method().own().values()).isEqualTo(new Threshold(0.9, 0.5, "none"));
    assertThat(named.network().own().values()).isEqualTo(new Widths(List.of(2, 4)));
    assertThat(DOORS.naming(all, Set.of(), "threshold", "tiny").network().own().values())
        .isEqualTo(new Widths(List.of(16, 32, 64, 128, 256)));
    assertThat(RunConfigWriter.toYaml(all, open::contains))
        .doesNotContain("drop_path", "channels: [16")
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
              run.yaml, line 1, column 48: method.mixer must be dense, low-rank, axial or none, but is thick.""");
  }

  @Test
  void aValueThatIsKeptAsideMustSuitOneOfThoseThatHaveItsKey() {
    // icl takes none above 1, threshold any
    assertThat(bind("method: {name: supervised, drop_path: 5}").method().own().unused())
        .isEqualTo(Map.of("drop_path", 5.0));
    assertThatThrownBy(() -> bind("method: {name: icl, drop_path: 5}"))
        .hasMessageContaining("method.drop_path must be at least 0 and below 1, but is 5.0");
    assertThatThrownBy(() -> bind("method: {name: supervised, threshold: 5}"))
        .hasMessageContaining("method.threshold must be at least 0 and at most 1, but is 5.0");
  }

  @Test
  void whatTheRecordOfAPluginRefusesIsAProblemOfItsSection() {
    assertThatThrownBy(() -> bind("seed: x\nmethod: {name: threshold, words: many}"))
        .isInstanceOf(UserException.class)
        .hasMessage(
            """
            2 problems in the configuration:
              run.yaml, line 1, column 7: seed must be a whole number, but is 'x'.
              run.yaml, line 2, column 9: the keys of method do not go together (too many words); correct one of them.""");
    NamedSettings refused =
        new RecordBinder(new ConfigDiagnostics(), DOORS, "")
            .bind(RunConfig.defaults(), tree("method: {name: threshold, words: many}"))
            .method();
    assertThat(refused).isEqualTo(NamedSettings.of(new ThresholdProvider()));
    assertThat(bind("method: {name: icl, words: many}").method().own().unused())
        .isEqualTo(Map.of("words", "many"));
  }

  @Test
  void theDataSectionTakesTheKeysOfItsDatasetBesideThoseOfAll() {
    DataConfig data = bind("data: {name: task, root: scans, labeled: 2, task: 2}").data();

    assertThat(data.labeled()).isEqualTo(2);
    assertThat(data.own().values()).isEqualTo(new Task(2, false, List.of("background", "heart")));
    assertThat(ConfigChange.values(data))
        .containsKeys("root", "preprocess.crop", "task", "volumes", "classes")
        .doesNotContainKey("phantom_patients");
  }

  @Test
  void aFileThatGivesTheKeysOfEveryDatasetIsStillRead() {
    DataConfig acdc =
        bind("data: {name: acdc, root: scans, classes: [], phantom_patients: 3, phantom_seed: 7}")
            .data();

    assertThat(acdc.own().values()).isEqualTo(new NoSettings());
    assertThat(acdc.own().unused())
        .isEqualTo(Map.of("classes", List.of(), "phantom_patients", 3, "phantom_seed", 7L));
  }

  @Test
  void allThatIsWrongWithADatasetIsToldTogether() {
    assertThatThrownBy(
            () -> bind("data: {name: task, task: 4, tsak: 1, workers: 0, phantom_patients: 0}"))
        .isInstanceOf(UserException.class)
        .hasMessage(
            """
            5 problems in the configuration:
              run.yaml, line 1, column 29: unknown key 'tsak' in data; did you mean 'task'?
              run.yaml, line 1, column 47: data.workers must be at least 1 and at most 1024, but is 0.
              run.yaml, line 1, column 68: data.phantom_patients must be at least 1 and at most 1000, but is 0.
              data.root must name the folder of the dataset task, but is ''.
              run.yaml, line 1, column 26: data.task must be at most data.labeled, but is 4.""");
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

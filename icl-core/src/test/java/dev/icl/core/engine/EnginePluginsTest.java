package dev.icl.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.icl.core.error.UserException;
import org.junit.jupiter.api.Test;

class EnginePluginsTest {
  @Test
  void selectsAPluginByItsName() {
    EnginePlugin wanted = plugin("pytorch");
    EnginePlugins plugins = EnginePlugins.of(plugin("abacus"), wanted);

    assertThat(plugins.select("pytorch")).isSameAs(wanted);
  }

  @Test
  void listsPluginsByName() {
    assertThat(EnginePlugins.of(plugin("pytorch"), plugin("abacus")).all())
        .extracting(EnginePlugin::name)
        .containsExactly("abacus", "pytorch");
  }

  @Test
  void namesTheNearestEngineForAMistypedOne() {
    assertMessage(
        EnginePlugins.of(plugin("pytorch"), plugin("abacus")),
        "pytroch",
        "engine: there is no engine 'pytroch' on the class path, which holds abacus, pytorch; did"
            + " you mean 'pytorch'?");
  }

  @Test
  void listsWhatThereIsForAnUnknownOne() {
    assertMessage(
        EnginePlugins.of(plugin("abacus")),
        "mxnet",
        "engine: there is no engine 'mxnet' on the class path, which holds abacus; use one"
            + " that is there, or name the jar of the plugin that has it with --class-path.");
  }

  @Test
  void namesTheDependencyToAddForAnEngineOfThisProject() {
    assertMessage(
        EnginePlugins.of(plugin("abacus")),
        "pytorch",
        "engine: 'pytorch' is not on the class path, which holds abacus; add the Maven dependency"
            + " dev.icl:icl-engine-pytorch, or choose one that is there.");
    assertMessage(
        EnginePlugins.of(),
        "pytorch",
        "engine: 'pytorch' is not on the class path, which holds no engine; add the Maven"
            + " dependency dev.icl:icl-engine-pytorch.");
    assertMessage(
        EnginePlugins.of(plugin("pytorch")),
        "tensorflow",
        "engine: 'tensorflow' is not on the class path, which holds pytorch; add the Maven"
            + " dependency dev.icl:icl-engine-tensorflow, or choose one that is there.");
  }

  @Test
  void refusesTwoPluginsOfOneName() {
    EnginePlugin one = plugin("pytorch");
    EnginePlugin other = plugin("pytorch");

    assertThatThrownBy(() -> EnginePlugins.of(one, other))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("engine: two plugins on the class path are named 'pytorch', ")
        .hasMessageContaining(one.getClass().getName());
  }

  private static void assertMessage(EnginePlugins plugins, String name, String message) {
    assertThatThrownBy(() -> plugins.select(name))
        .isInstanceOf(UserException.class)
        .hasMessage(message);
  }

  private static EnginePlugin plugin(String name) {
    EnginePlugin plugin = mock(EnginePlugin.class);
    when(plugin.name()).thenReturn(name);
    return plugin;
  }
}

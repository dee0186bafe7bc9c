package dev.icl.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.icl.app.IclApplication.Permissions;
import dev.icl.app.config.RunConfig;
import dev.icl.app.config.RunConfigReader;
import dev.icl.core.engine.Engine;
import dev.icl.core.engine.EngineHints;
import dev.icl.core.engine.EngineInfo;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.EnginePlugin;
import dev.icl.core.engine.EnginePlugins;
import dev.icl.core.engine.GpuSupport;
import dev.icl.core.engine.RandomMode;
import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Device;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One application, regardless of the engine: only the configuration's line {@code engine} differs.
 */
class IclApplicationTest {
  static List<EnginePlugin> pluginsOnTheClassPath() {
    return EnginePlugins.discover().all();
  }

  @ParameterizedTest
  @MethodSource("pluginsOnTheClassPath")
  void bootsWithEveryPluginOnTheClassPath(EnginePlugin plugin) {
    RunConfig config = config("engine=" + plugin.name(), "device=cpu", "threads=1");

    try (IclApplication application =
        IclApplication.start(config, EnginePlugins.discover(), Permissions.NONE)) {
      EngineInfo info = application.engine().info();

      assertThat(info.name()).isEqualTo(plugin.name());
      assertThat(info.device()).isEqualTo(Device.CPU);
      assertThat(application.engine().liveArrays()).isZero();
    }
  }

  @Test
  void thePyTorchEngineIsOnTheClassPath() {
    assertThat(pluginsOnTheClassPath()).extracting(EnginePlugin::name).contains("pytorch");
  }

  @Test
  void bootsWithAFakeEngine() {
    Engine engine = mock(Engine.class);
    EnginePlugins plugins = EnginePlugins.of(new FakePlugin(engine));

    IclApplication application =
        IclApplication.start(config("engine=fake"), plugins, Permissions.NONE);

    assertThat(application.engine()).isSameAs(engine);
    assertThat(application.get(Engine.class)).isSameAs(engine);
    application.close();
    verify(engine).close();
  }

  @Test
  void tellsTheEngineWhatTheConfigurationSays() {
    RunConfig config =
        config("engine=fake", "device=gpu:1", "threads=3", "seed=5", "random=portable");

    try (IclApplication application =
        IclApplication.start(
            config,
            EnginePlugins.of(new FakePlugin(mock(Engine.class))),
            new Permissions(true, false))) {
      assertThat(application.get(RunConfig.class)).isEqualTo(config);
      assertThat(application.get(EngineOptions.class))
          .isEqualTo(
              new EngineOptions(
                  "gpu:1", 3, RandomMode.PORTABLE, 5, true, false, EngineHints.defaults()));
    }
  }

  @Test
  void passesOnWhatTheEngineRefuses() {
    EnginePlugin plugin = mock(EnginePlugin.class);
    when(plugin.name()).thenReturn("fake");
    when(plugin.module())
        .thenReturn(
            new AbstractModule() {
              @Provides
              @Singleton
              Engine engine() {
                throw new UserException("device: there is no such device.");
              }
            });

    assertThatThrownBy(
            () ->
                IclApplication.start(
                    config("engine=fake"), EnginePlugins.of(plugin), Permissions.NONE))
        .isInstanceOf(UserException.class)
        .hasMessage("device: there is no such device.");
  }

  private static RunConfig config(String... settings) {
    return new RunConfigReader(Map.of(), Path.of("").toAbsolutePath())
        .read(Optional.empty(), List.of(settings));
  }

  private record FakePlugin(Engine engine) implements EnginePlugin {
    @Override
    public String name() {
      return "fake";
    }

    @Override
    public Availability probe(EngineOptions options) {
      return Availability.of("1", GpuSupport.processorOnly(), 1);
    }

    @Override
    public com.google.inject.Module module() {
      return new AbstractModule() {
        @Override
        protected void configure() {
          bind(Engine.class).toInstance(engine);
        }
      };
    }
  }
}

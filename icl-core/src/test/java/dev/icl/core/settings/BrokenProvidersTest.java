package dev.icl.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Providers of jars that were made badly. */
class BrokenProvidersTest {
  @TempDir private Path folder;

  /** One whose jar lacks a class, or that answers nothing. */
  public static class Broken implements Shapes.Shape {
    @Override
    public String name() {
      return "broken";
    }

    @Override
    public String description() {
      return "of no use";
    }

    @Override
    public NoSettings defaults() {
      throw new NoClassDefFoundError("org/acme/Gone");
    }
  }

  /** One that fails. */
  public static final class Failing extends Broken {
    @Override
    public NoSettings defaults() {
      throw new IllegalStateException("no defaults today");
    }
  }

  /** One without a name. */
  public static final class Nameless extends Broken {
    @Override
    @SuppressWarnings("NullAway") // as a plugin may
    public String name() {
      return null;
    }
  }

  /** One without a description. */
  public static final class Silent extends Broken {
    @Override
    @SuppressWarnings("NullAway") // as a plugin may
    public String description() {
      return null;
    }
  }

  @Test
  void aProviderThatCannotTellWhatItIsIsOneSentence() throws IOException {
    refusesToLoad(Broken.class, "the class org.acme.Gone is missing");
    refusesToLoad(
        Failing.class, "defaults() fails with java.lang.IllegalStateException: no defaults today");
    refusesToLoad(Nameless.class, "name() gives nothing");
    refusesToLoad(Silent.class, "description() gives nothing");
  }

  private void refusesToLoad(Class<? extends Shapes.Shape> type, String reason) throws IOException {
    try (URLClassLoader loader = Shapes.loaderWith(folder, type)) {
      assertThatThrownBy(() -> Shapes.installed(loader))
          .isInstanceOf(UserException.class)
          .hasMessage(
              "A plugin on the class path, of the kind shape, cannot be used (%s of %s: %s): mend its jar, or leave it off the class path.",
              type.getName(), Origin.of(BrokenProvidersTest.class), reason);
    }
  }

  @Test
  void whatAPluginMakesIsThere() {
    Shapes.Square square = new Shapes.Square();

    assertThat(PluginCalls.made("shape", square, "create()", () -> 4)).isEqualTo(4);
    assertThatThrownBy(() -> PluginCalls.made("shape", square, "create()", () -> null))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("%s of ", Shapes.Square.class.getName())
        .hasMessageContaining(": create() gives nothing): mend its jar");
    assertThatThrownBy(
            () ->
                PluginCalls.made(
                    "shape",
                    square,
                    "create()",
                    () -> {
                      throw new NoSuchMethodError("'int side()'");
                    }))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("it does not go with this release: 'int side()'");
  }

  @Test
  void aFailureOfAPluginIsOneSentenceAndOneOfTheProgramIsNot() {
    Supplier<Integer> failing =
        () -> {
          throw new IllegalStateException("no side\nat all");
        };

    Provider<NoSettings> plugin = new Shapes.Named("plain");
    assertThatThrownBy(() -> PluginCalls.made("shape", plugin, "create()", failing))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "A plugin on the class path, of the kind shape, cannot be used (%s of %s: create() fails with java.lang.IllegalStateException: no side): mend its jar, or leave it off the class path.",
            plugin.getClass().getName(), Origin.of(BrokenProvidersTest.class));
    // both are of the jar that has the interface
    assertThatThrownBy(() -> PluginCalls.made("shape", new Shapes.Square(), "create()", failing))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(
            () ->
                PluginCalls.made(
                    "shape",
                    plugin,
                    "create()",
                    () -> {
                      throw new UserException("shape.side: it is too long; use a shorter one.");
                    }))
        .hasMessage("shape.side: it is too long; use a shorter one.");
  }

  @Test
  @SuppressWarnings("NullAway") // as a plugin may
  void whatAPluginMakesCallsItselfAsItsProviderDoes() {
    Shapes.Square square = new Shapes.Square();

    assertThat(PluginCalls.named("shape", square, () -> "made", made -> "square"))
        .isEqualTo("made");
    assertThatThrownBy(() -> PluginCalls.named("shape", square, () -> "made", made -> "circle"))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "shape.name: the plugin of the shape square, %s of %s, makes one that calls itself 'circle'; mend its jar, or use another shape.",
            Shapes.Square.class.getName(), Origin.of(Shapes.class));
    assertThatThrownBy(() -> PluginCalls.named("shape", square, () -> "made", made -> null))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("java.lang.String: name() gives nothing");
  }

  @Test
  void aNameThatIsBuiltInIsNotForAPlugin() throws IOException {
    Path jar = compiledDuplicate();
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(
        services.resolve(Shapes.Shape.class.getName()),
        Shapes.Square.class.getName() + "\ndev.icl.core.settings.Duplicate\n");
    try (URLClassLoader both =
        new URLClassLoader(
            new URL[] {folder.toUri().toURL(), jar.toUri().toURL()},
            BrokenProvidersTest.class.getClassLoader())) {
      assertThatThrownBy(() -> Shapes.installed(both))
          .isInstanceOf(UserException.class)
          .hasMessage(
              "shape.name: the plugin dev.icl.core.settings.Duplicate of %s is named 'square' as the built-in shape is; give it another name, or leave its jar off the class path.",
              jar);
    }
  }

  /** A folder of classes with another provider named square. */
  private Path compiledDuplicate() throws IOException {
    Path jar = Files.createDirectories(folder.resolve("dup"));
    Path source = folder.resolve("Duplicate.java");
    Files.writeString(
        source,
        """
        package dev.icl.core.settings;

        public final class Duplicate implements Shapes.Shape {
          public String name() { return "square"; }
          public String description() { return "four sides more"; }
          public NoSettings defaults() { return new NoSettings(); }
        }
        """);
    String classPath =
        Origin.of(BrokenProvidersTest.class) + File.pathSeparator + Origin.of(Provider.class);
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                classPath,
                "-d",
                jar.toString(),
                source.toString());
    assertThat(code).isZero();
    return jar;
  }
}

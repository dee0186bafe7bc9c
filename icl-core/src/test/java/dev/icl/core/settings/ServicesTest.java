package dev.icl.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.icl.core.engine.EnginePlugin;
import dev.icl.core.engine.EnginePlugins;
import dev.icl.core.error.UserException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Services of jars that were made badly. */
class ServicesTest {
  /** The kind of plugin of this test. */
  public interface Greeting {
    String word();
  }

  /** One. */
  public static final class Hello implements Greeting {
    @Override
    public String word() {
      return "hello";
    }
  }

  @TempDir private Path folder;

  @Test
  void servicesComeInTheOrderOfTheClassPath() throws IOException {
    assertThat(with(Greeting.class, Hello.class.getName(), this::words)).containsExactly("hello");
  }

  /** One whose constructor fails. */
  public static final class Sulking implements Greeting {
    /** Refuses. */
    public Sulking() {
      throw new IllegalStateException("not today");
    }

    @Override
    public String word() {
      return "";
    }
  }

  /** One that a class of another release has made. */
  public static final class Outdated implements Greeting {
    /** Refuses. */
    public Outdated() {
      throw new NoSuchMethodError("'int side()'");
    }

    @Override
    public String word() {
      return "";
    }
  }

  /** One whose class cannot be initialised. */
  public static final class Spoilt implements Greeting {
    private static final int WORDS = Integer.parseInt("no number");

    @Override
    public String word() {
      return "" + WORDS;
    }
  }

  /** One that only its own package can make. */
  public static final class Shy implements Greeting {
    Shy() {}

    @Override
    public String word() {
      return "";
    }
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        arguments("org.example.Missing", "there is no such class"),
        arguments(ServicesTest.class.getName(), "it is no " + Greeting.class.getName()),
        arguments(
            Sulking.class.getName(),
            "its constructor fails with java.lang.IllegalStateException: not today"),
        arguments(Outdated.class.getName(), "it does not go with this release: 'int side()'"),
        arguments(Shy.class.getName(), "it has no public constructor without arguments"));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void aServiceThatCannotBeLoadedIsOneSentenceWithItsJar(String name, String reason) {
    assertThatThrownBy(() -> with(Greeting.class, "# ours\n" + name, this::words))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "A plugin on the class path, of the kind greeting, cannot be loaded (%s of %s: %s): mend its jar, or leave it off the class path.",
            name, folder, reason);
  }

  @Test
  void aClassThatCannotBeInitialisedIsOneSentence() {
    assertThatThrownBy(() -> with(Greeting.class, Spoilt.class.getName(), this::words))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(
            "(%s of %s: a class of it cannot be initialised: ", Spoilt.class.getName(), folder)
        .hasMessageContaining("no number");
  }

  @Test
  void theJarThatListsTheServiceIsNamed() throws IOException {
    Path jar = folder.resolve("a jar.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      zip.putNextEntry(new ZipEntry("META-INF/services/" + Greeting.class.getName()));
      zip.write("org.example.Missing".getBytes(StandardCharsets.UTF_8));
    }

    assertThatThrownBy(() -> with(jar, this::words))
        .hasMessageContaining("(org.example.Missing of %s: there is no such class)", jar);
  }

  @Test
  void aLineThatIsNoNameIsToldWithItsJar() {
    assertThatThrownBy(() -> with(Greeting.class, "two words", this::words))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("(two words of %s: there is no such class)", folder);
  }

  @Test
  void aClassOfAnotherReleaseIsOneSentence() {
    assertThatThrownBy(
            () ->
                with(
                    Greeting.class,
                    Hello.class.getName(),
                    () ->
                        Services.load(
                            "greeting",
                            Greeting.class,
                            found -> {
                              throw new NoSuchMethodError("word");
                            })))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(
            "of the kind greeting, cannot be loaded (it does not go with this release: word)");
  }

  @Test
  void anEngineThatIsMissingIsOneSentence() {
    assertThatThrownBy(
            () -> with(EnginePlugin.class, "org.example.Missing", EnginePlugins::discover))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("A plugin on the class path, of the kind engine, cannot be loaded");
  }

  private List<String> words() {
    return Services.load(
        "greeting", Greeting.class, found -> found.stream().map(Greeting::word).toList());
  }

  private <T> T with(Class<?> type, String implementation, Supplier<T> action) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(type.getName()), implementation + "\n");
    return with(folder, action);
  }

  private static <T> T with(Path place, Supplier<T> action) throws IOException {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {place.toUri().toURL()}, before)) {
      thread.setContextClassLoader(loader);
      return action.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}

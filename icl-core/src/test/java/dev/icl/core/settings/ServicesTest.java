package dev.icl.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.engine.EnginePlugin;
import dev.icl.core.engine.EnginePlugins;
import dev.icl.core.error.UserException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  @Test
  void aClassThatIsMissingIsOneSentence() {
    assertThatThrownBy(() -> with(Greeting.class, "org.example.Missing", this::words))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "A plugin on the class path, of the kind greeting, cannot be loaded (%s: Provider org.example.Missing not found): mend its jar, or leave it off the class path."
                .formatted(Greeting.class.getName()));
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
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
      thread.setContextClassLoader(loader);
      return action.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}

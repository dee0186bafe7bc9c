package dev.icl.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProvidersTest {
  @TempDir private Path folder;

  /** A kind of providers. */
  public interface Shape extends Provider<NoSettings> {}

  /** The one of its kind. */
  public static final class Square implements Shape {
    @Override
    public String name() {
      return "square";
    }

    @Override
    public String description() {
      return "four sides";
    }

    @Override
    public NoSettings defaults() {
      return new NoSettings();
    }
  }

  @Test
  void theClassPathOfALoaderIsSearchedOnce() throws IOException {
    try (URLClassLoader loader = loaderWithSquare()) {
      Providers<Shape> first = installed(loader);

      assertThat(first.names()).containsExactly("square");
      assertThat(installed(loader)).isSameAs(first);
    }
  }

  @Test
  void anotherLoaderHasItsOwn() throws IOException {
    try (URLClassLoader loader = loaderWithSquare()) {
      installed(loader);

      assertThat(installed(ProvidersTest.class.getClassLoader()).all()).isEmpty();
    }
  }

  private record Named(String name) implements Provider<NoSettings> {
    @Override
    public String description() {
      return "of a test";
    }

    @Override
    public NoSettings defaults() {
      return new NoSettings();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "Square", "two words", "a/b", "quadrat\u00e9", "a.b"})
  void aNameThatCannotBeWrittenEverywhereIsRefused(String name) {
    assertThatThrownBy(() -> new Providers<>("shape", "shape", List.of(new Named(name))))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "A plugin on the class path, of the kind shape, has the name '%s', but names are made of lower-case letters, digits, '-', '_' and '+': mend its jar, or leave it off the class path.",
            name);
  }

  @Test
  void lettersDigitsAndThreeSignsMakeAName() {
    assertThat(new Providers<>("shape", "shape", List.of(new Named("icl+a_b-2"))).names())
        .containsExactly("icl+a_b-2");
  }

  private URLClassLoader loaderWithSquare() throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(Shape.class.getName()), Square.class.getName());
    return new URLClassLoader(
        new URL[] {folder.toUri().toURL()}, ProvidersTest.class.getClassLoader());
  }

  private static Providers<Shape> installed(ClassLoader loader) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return Providers.installed("shape", "shape", Shape.class);
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}

package dev.icl.core.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

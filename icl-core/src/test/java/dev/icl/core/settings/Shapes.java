package dev.icl.core.settings;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;

/** Providers of a kind that only tests have, found on class paths of their own. */
public final class Shapes {
  private Shapes() {}

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

  /** One that is no shape. */
  record Named(String name) implements Provider<NoSettings> {
    @Override
    public String description() {
      return "of a test";
    }

    @Override
    public NoSettings defaults() {
      return new NoSettings();
    }
  }

  /**
   * A loader that finds one provider.
   *
   * @param folder takes the service file
   */
  static URLClassLoader loaderWith(Path folder, Class<?> type) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(Shape.class.getName()), type.getName());
    return new URLClassLoader(new URL[] {folder.toUri().toURL()}, Shapes.class.getClassLoader());
  }

  /** The shapes that a loader finds. */
  static Providers<Shape> installed(ClassLoader loader) {
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

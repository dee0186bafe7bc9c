package dev.icl.app.training;

import dev.icl.modules.network.NetworkProvider;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;

/** A network of a test that configurations can name for as long as this is open. */
final class PluggedNetwork implements AutoCloseable {
  private final ClassLoader before = Thread.currentThread().getContextClassLoader();
  private final URLClassLoader plugins;

  /**
   * @param folder for the file that announces it
   * @param provider of the network
   */
  PluggedNetwork(Path folder, Class<? extends NetworkProvider<?>> provider) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(NetworkProvider.class.getName()), provider.getName());
    plugins = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before);
    Thread.currentThread().setContextClassLoader(plugins);
  }

  @Override
  public void close() throws IOException {
    Thread.currentThread().setContextClassLoader(before);
    plugins.close();
  }
}

package dev.icl.engine.tensorflow;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * TensorFlow's native files as they lie in a jar on the class path.
 *
 * @param jar a file inside that jar
 * @param name version and platform: distinct for files that differ
 * @param files the content of the platform's folder
 */
record BundledLibrary(URL jar, String name, List<Entry> files) {
  private static final String ROOT = "org/tensorflow/internal/c_api/";
  private static final String VERSION =
      "META-INF/maven/org.tensorflow/tensorflow-core-native/pom.properties";

  /**
   * A native file.
   *
   * @param path inside the jar
   * @param name of the file alone
   * @param size in bytes
   * @param crc its CRC-32
   */
  record Entry(String path, String name, long size, long crc) {}

  /** A receiver of the unpacked files. */
  @FunctionalInterface
  interface Consumer {
    void accept(Entry entry, InputStream content) throws IOException;
  }

  /**
   * The library for that platform, if a jar of the class path holds it.
   *
   * @throws IOException if the jar cannot be read
   */
  static Optional<BundledLibrary> find(ClassLoader loader, NativePlatform platform)
      throws IOException {
    String folder = ROOT + platform.name() + "/";
    URL url = loader.getResource(folder + System.mapLibraryName("jnitensorflow"));
    if (url == null || !(url.openConnection() instanceof JarURLConnection connection)) {
      return Optional.empty();
    }
    connection.setUseCaches(false);
    try (JarFile jar = connection.getJarFile()) {
      List<Entry> files = new ArrayList<>();
      for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
        JarEntry entry = entries.nextElement();
        String path = entry.getName();
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (!entry.isDirectory() && path.equals(folder + name)) {
          files.add(new Entry(path, name, entry.getSize(), entry.getCrc()));
        }
      }
      files.sort(Comparator.comparing(Entry::name));
      String name = version(jar) + "-" + platform.name();
      return Optional.of(new BundledLibrary(url, name, List.copyOf(files)));
    }
  }

  /** Bytes of all files together. */
  long size() {
    return files.stream().mapToLong(Entry::size).sum();
  }

  /** Opens the jar once and hands over every file. */
  void forEach(Consumer consumer) throws IOException {
    JarURLConnection connection = (JarURLConnection) jar.openConnection();
    connection.setUseCaches(false);
    try (JarFile open = connection.getJarFile()) {
      for (Entry entry : files) {
        try (InputStream content = open.getInputStream(open.getEntry(entry.path()))) {
          consumer.accept(entry, content);
        }
      }
    }
  }

  private static String version(JarFile jar) throws IOException {
    JarEntry entry = jar.getJarEntry(VERSION);
    Properties properties = new Properties();
    if (entry != null) {
      try (InputStream in = jar.getInputStream(entry)) {
        properties.load(in);
      }
    }
    return properties.getProperty("version", "unversioned");
  }
}

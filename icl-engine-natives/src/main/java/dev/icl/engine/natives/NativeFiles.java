package dev.icl.engine.natives;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Native files as they lie in jars on the class path.
 *
 * @param name distinct for files that differ
 * @param files the files, whose names are distinct
 */
public record NativeFiles(String name, List<Entry> files) {
  /** Keeps its own copy of the list. */
  public NativeFiles {
    files = List.copyOf(files);
  }

  /**
   * A native file.
   *
   * @param source its place inside the jar
   * @param name of the file alone
   * @param size in bytes
   * @param crc its CRC-32
   */
  public record Entry(URL source, String name, long size, long crc) {}

  /** A receiver of the unpacked files. */
  @FunctionalInterface
  interface Consumer {
    void accept(Entry entry, InputStream content) throws IOException;
  }

  /**
   * All files of a folder in the jar of the class path that holds a certain one of them.
   *
   * @param loader of the class path
   * @param folder inside the jar, as {@code org/example/linux-x86_64/}
   * @param file the name of a file of that folder
   * @param pom the place of the {@code pom.properties} that tells the version
   * @param platform the rest of the name
   * @throws IOException if the jar cannot be read
   */
  public static Optional<NativeFiles> inFolder(
      ClassLoader loader, String folder, String file, String pom, String platform)
      throws IOException {
    URL url = loader.getResource(folder + file);
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
          files.add(new Entry(new URL(url, name), name, entry.getSize(), entry.getCrc()));
        }
      }
      files.sort(Comparator.comparing(Entry::name));
      return Optional.of(new NativeFiles(version(jar, pom) + "-" + platform, files));
    }
  }

  /** Bytes of all files together. */
  public long size() {
    return files.stream().mapToLong(Entry::size).sum();
  }

  /** Opens each jar once and hands over every file. */
  void forEach(Consumer consumer) throws IOException {
    Map<String, List<Entry>> byJar = new LinkedHashMap<>();
    for (Entry entry : files) {
      String jar =
          ((JarURLConnection) entry.source().openConnection()).getJarFileURL().toExternalForm();
      byJar.computeIfAbsent(jar, found -> new ArrayList<>()).add(entry);
    }
    for (List<Entry> together : byJar.values()) {
      JarURLConnection connection = (JarURLConnection) together.get(0).source().openConnection();
      connection.setUseCaches(false);
      try (JarFile open = connection.getJarFile()) {
        for (Entry entry : together) {
          String path = ((JarURLConnection) entry.source().openConnection()).getEntryName();
          try (InputStream content = open.getInputStream(open.getEntry(path))) {
            consumer.accept(entry, content);
          }
        }
      }
    }
  }

  private static String version(JarFile jar, String pom) throws IOException {
    JarEntry entry = jar.getJarEntry(pom);
    Properties properties = new Properties();
    if (entry != null) {
      try (InputStream in = jar.getInputStream(entry)) {
        properties.load(in);
      }
    }
    return properties.getProperty("version", "unversioned");
  }
}

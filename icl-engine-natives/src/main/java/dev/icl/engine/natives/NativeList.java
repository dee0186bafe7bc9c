package dev.icl.engine.natives;

import dev.icl.core.error.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.CRC32;

/**
 * Native files of several jars that belong together, in the order in which they are loaded. Jars of
 * different versions have files of the same path, so that each file is known by its checksum.
 *
 * @param name of the whole
 * @param files the files; where the first one is missing, nothing of the whole is expected
 */
public record NativeList(String name, List<Wanted> files) {
  /** Keeps its own copy of the list. */
  public NativeList {
    files = List.copyOf(files);
  }

  /**
   * A file of the list.
   *
   * @param crc its CRC-32
   * @param size in bytes
   * @param path inside the jar
   */
  public record Wanted(long crc, long size, String path) {
    /** The name of the file alone. */
    public String name() {
      return path.substring(path.lastIndexOf('/') + 1);
    }
  }

  /**
   * A list that is a resource: a checksum in hexadecimal digits, a size and a path in each line;
   * lines that begin with {@code #} are comments.
   *
   * @param owner the class beside which the resource lies
   * @param name the resource's name without {@code .txt}
   */
  public static NativeList read(Class<?> owner, String name) {
    try (InputStream in = owner.getResourceAsStream(name + ".txt")) {
      if (in == null) {
        throw new IllegalArgumentException("no resource " + name);
      }
      List<Wanted> files = new ArrayList<>();
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.strip().split(" +"))
          .forEach(
              part ->
                  files.add(
                      new Wanted(
                          HexFormat.fromHexDigitsToLong(part[0]),
                          Long.parseLong(part[1]),
                          part[2])));
      return new NativeList(name, files);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Names of the files, in their order. */
  public List<String> names() {
    return files.stream().map(Wanted::name).toList();
  }

  /**
   * The files on the class path; empty where the first of them is not there.
   *
   * @param loader of the class path
   * @param artifact the artifact that brings all of them, for the sentence
   * @throws UserException if the first file is there and another is not
   */
  public Optional<NativeFiles> find(ClassLoader loader, String artifact) {
    List<NativeFiles.Entry> found = new ArrayList<>();
    try {
      for (Wanted file : files) {
        Optional<NativeFiles.Entry> entry = find(loader, file);
        if (entry.isPresent()) {
          found.add(entry.get());
        } else if (found.isEmpty()) {
          return Optional.empty();
        } else {
          throw new UserException(
              "The class path holds a part of %s: %s is missing, or of another version; use %s as it is, and with one engine for GPUs in a Maven project, since Maven keeps one version of an artifact."
                  .formatted(name, file.path(), artifact));
        }
      }
    } catch (IOException e) {
      throw new UserException(
          "The jars of %s cannot be read (%s); delete them from the local Maven repository and build again."
              .formatted(name, e.getMessage()),
          e);
    }
    return Optional.of(new NativeFiles(name + "-" + fingerprint(), found));
  }

  private static Optional<NativeFiles.Entry> find(ClassLoader loader, Wanted file)
      throws IOException {
    for (URL url : Collections.list(loader.getResources(file.path()))) {
      if (url.openConnection() instanceof JarURLConnection connection) {
        connection.setUseCaches(false);
        try (JarFile jar = connection.getJarFile()) {
          JarEntry entry = jar.getJarEntry(file.path());
          if (entry != null && entry.getSize() == file.size() && entry.getCrc() == file.crc()) {
            return Optional.of(
                new NativeFiles.Entry(url, file.name(), entry.getSize(), entry.getCrc()));
          }
        }
      }
    }
    return Optional.empty();
  }

  /** Differs where the lists of two releases of this project do. */
  private String fingerprint() {
    CRC32 sum = new CRC32();
    sum.update(files.toString().getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().toHexDigits(sum.getValue(), 8);
  }
}

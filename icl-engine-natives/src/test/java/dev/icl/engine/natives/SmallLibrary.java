package dev.icl.engine.natives;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** A jar that is laid out as TensorFlow's native artifact, with a few small files. */
final class SmallLibrary {
  static final NativePlatform PLATFORM = new NativePlatform("linux-x86_64");
  static final String FOLDER = "9.8.7-linux-x86_64";
  static final String MAIN = System.mapLibraryName("jnitensorflow");
  static final Map<String, byte[]> FILES =
      Map.of(
          MAIN, random(1, 300_000), "LICENSE", random(2, 100), "libtensorflow", random(3, 500_000));

  private SmallLibrary() {}

  static Path jar(Path folder) throws IOException {
    Path jar = folder.resolve("library.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      add(
          out,
          "META-INF/maven/org.tensorflow/tensorflow-core-native/pom.properties",
          "version=9.8.7\n".getBytes(StandardCharsets.ISO_8859_1));
      add(out, "org/tensorflow/internal/c_api/linux-x86_64/licences/ONE", new byte[3]);
      for (Map.Entry<String, byte[]> entry : FILES.entrySet()) {
        add(out, "org/tensorflow/internal/c_api/linux-x86_64/" + entry.getKey(), entry.getValue());
      }
    }
    return jar;
  }

  static NativeFiles in(Path jar) throws IOException {
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
      return NativeFiles.inFolder(
              loader,
              "org/tensorflow/internal/c_api/" + PLATFORM.name() + "/",
              MAIN,
              "META-INF/maven/org.tensorflow/tensorflow-core-native/pom.properties",
              PLATFORM.name())
          .orElseThrow();
    }
  }

  private static void add(JarOutputStream out, String name, byte[] content) throws IOException {
    out.putNextEntry(new JarEntry(name));
    out.write(content);
    out.closeEntry();
  }

  private static byte[] random(long seed, int size) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}

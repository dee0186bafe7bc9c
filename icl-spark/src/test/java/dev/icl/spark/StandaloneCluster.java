package dev.icl.spark;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/**
 * A cluster of processes on this machine, as {@code scripts/spark-cluster.sh} makes it. It ends
 * with this process, however that ends.
 */
public final class StandaloneCluster implements AutoCloseable {
  private final Path folder;
  private final Process script;
  private final String url;

  private StandaloneCluster(Path folder, Process script, String url) {
    this.folder = folder;
    this.script = script;
    this.url = url;
  }

  /** A master and workers of one core. */
  public static StandaloneCluster start(Path folder, int workers) throws IOException {
    Process script =
        new ProcessBuilder(
                "sh",
                Path.of("..", "scripts", "spark-cluster.sh").toString(),
                "run",
                folder.toString(),
                Integer.toString(workers))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String url =
        new BufferedReader(new InputStreamReader(script.getInputStream(), StandardCharsets.UTF_8))
            .readLine();
    if (url == null) {
      script.destroy();
      throw new IOException("the cluster does not start");
    }
    return new StandaloneCluster(folder, script, url);
  }

  /** A driver in this process; to be closed. */
  public SparkSession session() throws IOException {
    return LocalSpark.onLoopback(SparkSession.builder().master(url))
        .config("spark.jars", String.join(",", jars()))
        .config("spark.executor.memory", "512m")
        .getOrCreate();
  }

  /** Ends a worker at once, as a machine that fails. */
  public void kill(int worker) {
    try {
      long pid =
          Long.parseLong(Files.readString(folder.resolve("worker-" + worker + ".pid")).strip());
      ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The worker that an executor is of, by the folder that it has there. */
  public int workerOf(String executor) throws IOException {
    try (Stream<Path> all = Files.walk(folder, 3)) {
      Path found =
          all.filter(path -> path.getFileName().toString().equals(executor))
              .filter(path -> path.getParent().getFileName().toString().startsWith("app-"))
              .findFirst()
              .orElseThrow();
      String work = found.getParent().getParent().getFileName().toString();
      return Integer.parseInt(work.substring("work-".length()));
    }
  }

  /** The jars beside Spark's own: modules of this build, engines, native libraries. */
  private List<String> jars() throws IOException {
    Set<String> brought =
        Set.of(Files.readString(Path.of("target", "spark-home.txt")).strip().split(":"));
    List<String> jars = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path path = Path.of(entry);
      if (Files.isDirectory(path)) {
        jars.add(jar(path, folder.resolve("jars").resolve("classes-" + jars.size() + ".jar")));
      } else if (!brought.contains(entry) && Files.exists(path)) {
        jars.add(entry);
      }
    }
    return jars;
  }

  /** Modules of a build under way are folders of classes. */
  private static String jar(Path classes, Path jar) throws IOException {
    Files.createDirectories(jar.getParent());
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, out);
        out.closeEntry();
      }
    }
    return jar.toString();
  }

  @Override
  public void close() throws IOException {
    try (OutputStream input = script.getOutputStream()) {
      // its end is what the script waits for
      input.flush();
    }
    script.onExit().join();
  }
}

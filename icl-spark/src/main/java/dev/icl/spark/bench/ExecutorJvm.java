package dev.icl.spark.bench;

import dev.icl.bench.matrix.CellCommand;
import dev.icl.bench.matrix.PlannedCell;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Starts cells in JVMs beside this executor, with the launcher's flags, the executor's heap and the
 * jars that Spark has brought. The environment is inherited.
 *
 * @param folder of the benchmark
 * @param workingDirectory the folder that relative names in its configuration start from
 */
record ExecutorJvm(Path folder, Path workingDirectory) implements CellCommand {
  private static final List<String> FLAGS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:MaxDirectMemorySize=8g",
          "--enable-native-access=ALL-UNNAMED",
          "-Dfile.encoding=UTF-8",
          "-Djava.awt.headless=true");

  @Override
  public List<String> of(PlannedCell cell) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> flag.startsWith("-Xmx"))
        .forEach(command::add);
    command.addAll(List.of("-cp", classPath(Thread.currentThread().getContextClassLoader())));
    command.addAll(
        List.of(
            CellMain.class.getName(), folder.toString(), cell.id(), workingDirectory.toString()));
    return command;
  }

  /** The jars of Spark's own loaders, and what Java was started with. */
  static String classPath(ClassLoader context) {
    Set<String> entries = new LinkedHashSet<>();
    entries.addAll(List.of(System.getProperty("java.class.path").split(File.pathSeparator)));
    for (ClassLoader loader = context; loader != null; loader = loader.getParent()) {
      if (loader instanceof URLClassLoader jars) {
        for (URL jar : jars.getURLs()) {
          entries.add(file(jar));
        }
      }
    }
    return String.join(File.pathSeparator, entries);
  }

  private static String file(URL jar) {
    try {
      return Path.of(jar.toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("Spark names a jar that is no file: " + jar, e);
    }
  }
}

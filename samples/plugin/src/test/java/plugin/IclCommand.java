package plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The icl command of a project that is built. The launcher is copied to where it finds jars and no
 * sources, so that it builds nothing.
 *
 * @param launcher the copy
 * @param folder that commands run in
 */
record IclCommand(Path launcher, Path folder) {
  /**
   * Makes the copy.
   *
   * @param folder that commands run in
   * @param home the project, in which {@code package} was run
   */
  static IclCommand in(Path folder, Path home) throws IOException {
    Path built = home.resolve("icl-cli/target");
    assertThat(built.resolve("classpath.txt"))
        .as("%s is built; -Dicl.home=FOLDER names another one", home)
        .isRegularFile();
    Path copy = Files.createDirectories(folder.resolve("icl"));
    Path target = Files.createDirectories(copy.resolve("icl-cli/target"));
    Path launcher = Files.copy(home.resolve("icl"), copy.resolve("icl"));
    Files.createFile(copy.resolve("pom.xml"));
    Files.copy(built.resolve("classpath.txt"), target.resolve("classpath.txt"));
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(built, "icl-cli-*.jar")) {
      for (Path jar : jars) {
        Files.copy(jar, target.resolve(jar.getFileName()));
      }
    }
    for (String entry : Files.readString(built.resolve("classpath.txt")).trim().split(":")) {
      Path jar = Path.of(entry);
      // the launcher runs the modules' jars that lie below its own folder
      if (jar.getParent().endsWith("target")) {
        Path module = copy.resolve(jar.getParent().getParent().getFileName()).resolve("target");
        Files.copy(jar, Files.createDirectories(module).resolve(jar.getFileName()));
      }
    }
    Files.createFile(target.resolve("launcher.stamp"));
    return new IclCommand(launcher, folder);
  }

  /**
   * Runs a command.
   *
   * @param variables added to the environment
   * @param code that it ends with
   * @param arguments of the command
   * @return what it wrote to the terminal
   */
  String run(Map<String, String> variables, int code, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("sh", launcher.toString()));
    command.addAll(List.of(arguments));
    File output = Files.createTempFile(folder, "output", ".txt").toFile();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output);
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("ICL_"));
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("ICL_JAVA_OPTS", "-Xmx512m -XX:TieredStopAtLevel=1");
    environment.putAll(variables);
    Process process = builder.start();
    try {
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
      String said = Files.readString(output.toPath());
      assertThat(process.exitValue()).as(said).isEqualTo(code);
      return said;
    } finally {
      process.destroyForcibly();
    }
  }
}

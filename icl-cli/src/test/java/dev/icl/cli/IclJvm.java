package dev.icl.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command of {@code icl} in a JVM of its own, with the classes of the tests. */
final class IclJvm {
  private IclJvm() {}

  /**
   * The words of the command, to add more to.
   *
   * @param heap the most memory of Java's heap, as {@code 256m}
   * @param flags other options of the JVM
   * @param icl the words after {@code icl}
   */
  static List<String> command(String heap, List<String> flags, String... icl) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
    command.addAll(flags);
    command.addAll(
        List.of(
            "-Dicl.home=" + Path.of("").toAbsolutePath().getParent(),
            "-cp",
            System.getProperty("java.class.path"),
            IclMain.class.getName()));
    command.addAll(List.of(icl));
    return command;
  }
}

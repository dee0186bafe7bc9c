package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests of the launcher's behaviour in different surroundings, with a program in the place of Java
 * that prints it.
 */
class LauncherTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"C, ''", "POSIX, ''", "'', C", "xx_YY.ISO-8859-1, ''"})
  void lettersAreUtf8InAnyLocale(String all, String lang) throws Exception {
    Outcome outcome = launch(project("icl"), Map.of("LC_ALL", all, "LANG", lang));

    assertThat(outcome.code()).isZero();
    assertThat(outcome.lines()).containsPattern("LC_ALL=\\[]\n");
    assertThat(outcome.lines()).containsPattern("(?i)LC_CTYPE=\\[.*utf-?8]\n");
    assertThat(outcome.lines()).contains("LC_MESSAGES=[" + all + "]\n", "LANG=[" + lang + "]\n");
  }

  @Test
  void aLocaleOfUtf8IsLeftAlone() throws Exception {
    Outcome outcome = launch(project("icl"), Map.of("LC_ALL", "C.UTF-8", "LANG", "C"));

    assertThat(outcome.lines()).contains("LC_ALL=[C.UTF-8]\n", "LC_CTYPE=[]\n", "LANG=[C]\n");
  }

  @Test
  void aColonInThePathIsRefusedInOneSentence() throws Exception {
    Path project = project("a:b");

    Outcome outcome = launch(project, Map.of());

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.lines())
        .isEqualTo(
            "icl: the folder %s has a colon in its path, which parts the entries of Java's class path: move the project to a folder without one.\n"
                .formatted(project.toRealPath()));
  }

  @Test
  void pluginsStandBehindTheProgramOnTheClassPath() throws Exception {
    Path project = project("icl");

    Outcome outcome =
        launch(
            project,
            Map.of("ICL_CLASS_PATH", ":in the environment.jar:"),
            List.of("train", "--class-path", "a.jar:all/*", "--out", "run"));

    String plugins = "a.jar:all/*:in the environment.jar";
    assertThat(outcome.lines())
        .contains("<-Dicl.class.path=" + plugins + ">\n<-cp>\n<" + jars(project) + ":" + plugins)
        .endsWith("<train>\n<--class-path>\n<a.jar:all/*>\n<--out>\n<run>\n");
  }

  /** Maven ends with escape codes unless it is told not to, also where its colours are off. */
  @Test
  void theBuildLeavesNoEscapeCodes() throws Exception {
    Path project = project("icl");
    Files.delete(project.resolve("icl-cli/target/launcher.stamp"));
    Path maven = project.resolve("mvnw");
    Files.writeString(
        maven,
        "#!/bin/sh\necho \"MAVEN_OPTS=[$MAVEN_OPTS] $*\"\ntouch icl-cli/target/launcher.stamp\n");
    Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwx------"));

    Outcome outcome = launch(project, Map.of("MAVEN_OPTS", "-Xmx1g"));

    assertThat(outcome.code()).isZero();
    assertThat(outcome.lines())
        .contains("MAVEN_OPTS=[-Xmx1g -Djansi.noreset=true] ", " -Dstyle.color=never ");
  }

  /** Maven names the jars of the modules by where they were built. */
  @Test
  void aCopyRunsItsOwnJarsAndThoseOfLibrariesWhereTheyAre() throws Exception {
    Path original = project("icl");
    Path copy = project("copy of icl");
    Path module = copy.resolve("icl-core/target/icl-core-1.jar");
    Files.createDirectories(module.getParent());
    Files.createFile(module);
    Path library = Files.createFile(folder.resolve("library.jar"));
    Files.writeString(
        copy.resolve("icl-cli/target/classpath.txt"),
        original.resolve("icl-core/target/icl-core-1.jar") + ":" + library);

    Outcome outcome = launch(copy, Map.of());

    Path real = copy.toRealPath();
    assertThat(outcome.lines())
        .contains(
            "\n<-cp>\n<%s:%s:%s>\n"
                .formatted(
                    real.resolve("icl-cli/target/icl-cli-1.jar"),
                    real.resolve("icl-core/target/icl-core-1.jar"),
                    library));
  }

  @ParameterizedTest
  @CsvSource({
    "--class-path=a=b.jar, a=b.jar",
    "--set=--class-path, ''",
    "--class-path, ''",
    "--help, ''"
  })
  void theOptionIsFoundHoweverItIsWritten(String argument, String plugins) throws Exception {
    Path project = project("icl");

    Outcome outcome = launch(project, Map.of(), List.of("train", argument));

    String behind = plugins.isEmpty() ? "" : ":" + plugins;
    assertThat(outcome.lines()).contains("\n<-cp>\n<" + jars(project) + behind + ">\n");
    assertThat(outcome.lines().contains("icl.class.path")).isEqualTo(!plugins.isEmpty());
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
  void librariesForGpusAreThereWithTheSwitchAndOnlyThen() throws Exception {
    Path project = project("icl");
    module(project, "icl-engine-pytorch-cuda");
    Path library = Files.createFile(folder.resolve("libtorch.jar"));
    maven(
        project,
        """
        echo "maven: $*"
        mkdir -p icl-engine-pytorch-cuda/target
        printf %%s '%s' > icl-engine-pytorch-cuda/target/classpath.txt
        """
            .formatted(library));
    Map<String, String> wanted = Map.of("MAVEN_OPTS", "-Xmx1g -Dicl.pytorch=gpu");

    String first = launch(project, wanted).lines();
    String second = launch(project, wanted).lines();
    String without = launch(project, Map.of("MAVEN_OPTS", "-Xmx1g")).lines();

    assertThat(first)
        .startsWith(
            "icl: PyTorch for GPUs: 3.0 GB to download where Maven does not have it yet, and 3.6 GB"
                + " more to unpack when it first runs\nmaven: ")
        .contains(" -pl icl-engine-pytorch-cuda dependency:build-classpath\n")
        .contains("\n<-cp>\n<" + jars(project) + ":" + library + ">\n");
    assertThat(second).doesNotContain("maven:").contains(":" + library + ">\n");
    assertThat(without).doesNotContain("maven:").contains("<" + jars(project) + ">\n");
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
  void aDownloadThatFailsEndsInASentence() throws Exception {
    Path project = project("icl");
    module(project, "icl-engine-tensorflow-cuda");
    maven(project, "exit 3\n");

    Outcome outcome = launch(project, Map.of("MAVEN_OPTS", "-Dicl.tensorflow=gpu"));

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.lines())
        .endsWith(
            "icl: that failed; its messages are above. Without -Dicl.tensorflow=gpu in MAVEN_OPTS"
                + " the processor computes.\n");
  }

  /** A module that is older than the build. */
  private static void module(Path project, String name) throws IOException {
    Path pom = Files.createFile(Files.createDirectories(project.resolve(name)).resolve("pom.xml"));
    Files.setLastModifiedTime(pom, FileTime.fromMillis(0));
  }

  private static void maven(Path project, String commands) throws IOException {
    Path maven = Files.writeString(project.resolve("mvnw"), "#!/bin/sh\n" + commands);
    Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwx------"));
  }

  private static String jars(Path project) throws IOException {
    Path jar = project.toRealPath().resolve("icl-cli/target/icl-cli-1.jar");
    return jar + ":" + jar;
  }

  private record Outcome(int code, String lines) {}

  private static Outcome launch(Path project, Map<String, String> variables) throws Exception {
    return launch(project, variables, List.of("--help"));
  }

  private static Outcome launch(Path project, Map<String, String> variables, List<String> arguments)
      throws Exception {
    List<String> command = new ArrayList<>(List.of("sh", project.resolve("icl").toString()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.matches("LC_.*|LANG|ICL_CLASS_PATH|MAVEN_OPTS"));
    environment.put("JAVA_HOME", project.resolve("jdk").toString());
    environment.putAll(variables);
    Process process = builder.redirectErrorStream(true).start();
    String lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Outcome(process.exitValue(), lines);
  }

  /** A project that is built, of which nothing but the launcher is real. */
  private Path project(String name) throws IOException {
    Path project = Files.createDirectories(folder.resolve(name));
    Path target = Files.createDirectories(project.resolve("icl-cli/target"));
    Path jar = Files.createFile(target.resolve("icl-cli-1.jar"));
    Files.createFile(project.resolve("pom.xml"));
    Files.writeString(target.resolve("classpath.txt"), jar.toString());
    Files.copy(Path.of("").toAbsolutePath().getParent().resolve("icl"), project.resolve("icl"));
    Path java = Files.createDirectories(project.resolve("jdk/bin")).resolve("java");
    StringBuilder script = new StringBuilder("#!/bin/sh\n");
    for (String variable : new String[] {"LC_ALL", "LC_CTYPE", "LC_MESSAGES", "LANG"}) {
      script.append("echo \"%s=[${%s:-}]\"\n".formatted(variable, variable));
    }
    script.append("for argument in \"$@\"; do echo \"<$argument>\"; done\n");
    Files.writeString(java, script);
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
    Files.createFile(target.resolve("launcher.stamp"));
    return project;
  }
}

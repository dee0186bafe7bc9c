package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command in a JVM of its own, with the class path of these tests less some engines. */
class EnginesOnTheClassPathTest {
  private static final Set<String> ENGINES = Set.of("pytorch", "tensorflow");

  @TempDir private Path folder;

  @Test
  void listsBothEnginesInOneProcess() throws Exception {
    JsonNode engines = new ObjectMapper().readTree(icl(ENGINES, "engines", "--json").out());

    assertThat(engines.at("/engines")).hasSize(2);
    assertThat(engines.at("/engines/0/name").asText()).isEqualTo("pytorch");
    assertThat(engines.at("/engines/0/available").asBoolean()).isTrue();
    assertThat(engines.at("/engines/1/name").asText()).isEqualTo("tensorflow");
    assertThat(engines.at("/engines/1/available").asBoolean()).isTrue();
    assertThat(engines.at("/engines/1/version").asText()).startsWith("2.16.");
    assertThat(engines.at("/engines/1/devices/0").asText()).isEqualTo("cpu");
  }

  @Test
  void listsTheOneEngineThereIsAndNamesTheDependencyOfTheOther() throws Exception {
    assertThat(icl(Set.of("tensorflow"), "engines").out().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("tensorflow   version 2.16."),
            EnginesOnTheClassPathTest::assertNoGpu);
    assertAsking(
        "pytorch",
        Set.of("tensorflow"),
        "which holds tensorflow; add the Maven dependency dev.icl:icl-engine-pytorch, or choose one"
            + " that is there.");
  }

  @Test
  void asksForTensorFlowsDependencyWhereOnlyPyTorchIs() throws Exception {
    assertThat(icl(Set.of("pytorch"), "engines").out().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("pytorch      version 2.7."),
            EnginesOnTheClassPathTest::assertNoGpu);
    assertAsking(
        "tensorflow",
        Set.of("pytorch"),
        "which holds pytorch; add the Maven dependency dev.icl:icl-engine-tensorflow, or choose one"
            + " that is there.");
  }

  private static void assertNoGpu(String line) {
    assertThat(line)
        .isEqualTo("             no GPU: the library computes on the processor only (docs/gpu.md)");
  }

  @Test
  void saysThatThereIsNoEngineAndWhatToAdd() throws Exception {
    assertThat(icl(Set.of(), "engines").out().strip())
        .isEqualTo(
            "no engine on the class path; add dev.icl:icl-engine-pytorch or"
                + " dev.icl:icl-engine-tensorflow");
    assertThat(icl(Set.of(), "engines", "--json").out().replaceAll("\\s", ""))
        .isEqualTo("{\"engines\":[]}");
    assertAsking(
        "tensorflow",
        Set.of(),
        "which holds no engine; add the Maven dependency dev.icl:icl-engine-tensorflow.");
  }

  private void assertAsking(String engine, Set<String> present, String rest) throws Exception {
    Path run = folder.resolve("run");
    Outcome outcome = icl(present, "train", "--set", "engine=" + engine, "--out", run.toString());

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err().strip())
        .endsWith("engine: '" + engine + "' is not on the class path, " + rest);
    assertThat(run).doesNotExist();
  }

  private Outcome icl(Set<String> engines, String... arguments)
      throws IOException, InterruptedException {
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Dicl.home=" + Path.of("").toAbsolutePath().getParent(),
                "-cp",
                classPathWith(engines),
                IclMain.class.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    int code = process.waitFor();
    return new Outcome(code, Files.readString(out), Files.readString(err));
  }

  /** Everything of these tests' class path but the modules of the other engines. */
  private static String classPathWith(Set<String> engines) {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(
            entry ->
                ENGINES.stream()
                    .filter(engine -> !engines.contains(engine))
                    .noneMatch(engine -> entry.contains("icl-engine-" + engine)))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private record Outcome(int code, String out, String err) {}
}

package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.cli.Cli.Outcome;
import dev.icl.core.checkpoint.Safetensors;
import dev.icl.core.tensor.HostTensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever is put in place of a configuration, a checkpoint, a scan or a folder: the user reads one
 * sentence, or a list of them for a configuration, and no stack trace.
 */
class BadInputsTest {
  private static final List<String> FILES =
      List.of(
          "absent",
          "folder",
          "empty",
          "bytes",
          "zeros",
          "text",
          "deep.yaml",
          "aliases.yaml",
          "tags.yaml",
          "numbers.yaml",
          "deep.json",
          "huge-header.safetensors",
          "foreign.safetensors",
          "bytes.nii.gz",
          "bytes.nii",
          "bytes.h5",
          "bytes.nrrd",
          "bytes.mha",
          "bytes.png");

  @TempDir Path folder;

  @BeforeEach
  void files() throws IOException {
    Files.createDirectory(folder.resolve("folder"));
    Files.createFile(folder.resolve("empty"));
    byte[] bytes = new byte[4096];
    new Random(7).nextBytes(bytes);
    for (String name : FILES.stream().filter(n -> n.startsWith("bytes")).toList()) {
      Files.write(folder.resolve(name), bytes);
    }
    Files.write(folder.resolve("zeros"), new byte[4096]);
    text("text", "just\nsome\nwords: [\n");
    text("deep.yaml", "[".repeat(100_000));
    text("deep.json", "{\"a\":".repeat(100_000));
    text(
        "aliases.yaml",
        "a: &a [x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b,*b]\n");
    text(
        "tags.yaml",
        "engine: !!javax.script.ScriptEngineManager [!!java.net.URL [\"http://x\"]]\n");
    text("numbers.yaml", "seed: " + "9".repeat(5000) + "\ntrain: {iterations: 1e999, patch: []}\n");
    Files.write(
        folder.resolve("huge-header.safetensors"),
        new byte[] {-1, -1, -1, -1, -1, -1, -1, 127, '{', '}'});
    Safetensors.write(
        folder.resolve("foreign.safetensors"), Map.of(), Map.of("x", HostTensor.scalar(1)));
  }

  static Stream<Arguments> commands() {
    return Stream.of(
            "train --out OUT --config FILE",
            "train --resume --out FILE",
            "evaluate --checkpoint FILE --out OUT",
            "predict --checkpoint FILE scans --out OUT",
            "export --checkpoint FILE --out OUT",
            "compare FILE FILE",
            "curves FILE",
            "conformance --fixture FILE --engine pytorch",
            "data describe FILE",
            "data convert FILE --out OUT --format nii.gz",
            "train --out OUT --set data.name=folder --set data.root=FILE",
            "train --out OUT --set data.name=acdc --set data.root=FILE",
            "train --out OUT --set data.name=amos22 --set data.root=FILE",
            "train --out OUT --set data.name=la --set data.root=FILE --set data.split=FILE")
        .flatMap(command -> FILES.stream().map(file -> Arguments.of(command, file)))
        // nothing in a configuration is what the defaults are for
        .filter(a -> !(a.get()[1].equals("empty") && a.get()[0].toString().contains("--config")));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void oneSentenceForAnyFile(String command, String file) {
    String path = folder.resolve(file).toString();
    String[] arguments =
        Arrays.stream(command.split(" "))
            .map(word -> word.replace("FILE", path))
            .map(word -> word.equals("OUT") ? folder.resolve("out").toString() : word)
            .toArray(String[]::new);

    assertRefused(new Cli(folder).run(arguments));
    assertThat(folder.resolve("out/checkpoints")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "seed=",
        "seed=[1",
        "=1",
        "train=5",
        "train.patch=256",
        "train.patch=[a,b]",
        "train.patch=[]",
        "train.patch=[-16,16]",
        "train.iterations=1e9",
        "train.learning_rate=.nan",
        "train.learning_rate=Infinity",
        "network.channels=[]",
        "network.channels=[2147483648]",
        "network.channels=[1]",
        "network.dropout=[1,1,1,1,1]",
        "method.heads=[0,0,0]",
        "method.heads=[8]",
        "method.consistency_weight=-0.5",
        "method=~",
        "data=[1,2]",
        "data.root=\u0000",
        "data={name: folder, root: .}",
        "data.preprocess={spacing: [1]}",
        "data={name: acdc, root: ., patient_pattern: (}",
        "data.augment=authors+authors",
        "data.labeled=41",
        "data.labeled=40",
        "device=gpu:99",
        "device=gpu:99999",
        "engine=",
        "engine=\u001b[31m",
        "random=none",
        "*=1",
        "a.b.c.d.e=1",
        "seed=!!org.example.Gadget [x]",
        "seed: 5",
      })
  void oneSentenceForAnySetting(String setting) {
    assertRefused(new Cli(folder).train("out", "--set", setting));
    assertThat(folder.resolve("out/checkpoints")).doesNotExist();
  }

  @Test
  void failuresThatAreNoMistakesAreOneLineToo() {
    Cli broken =
        new Cli(
            folder,
            () -> {
              throw new IllegalStateException(
                  "several\n  lines\n\tat dev.icl.core", new IllegalStateException("the cause"));
            });

    Outcome outcome = broken.train("out");

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err())
        .isEqualTo(
            "Unexpected failure: the cause (--verbose shows where)" + System.lineSeparator());
  }

  @Test
  void theProgramItselfShowsNoStackTraceEither() throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                IclMain.class.getName(),
                "conformance",
                "--engine",
                "pytorch",
                "--fixture",
                folder.resolve("foreign.safetensors").toString()));
    Path output = folder.resolve("output.txt");

    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();

    assertThat(process.waitFor()).isEqualTo(2);
    assertThat(Files.readString(output)).hasLineCount(1).contains("foreign.safetensors is not");
  }

  private static void assertRefused(Outcome outcome) {
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(2);
    assertThat(outcome.err())
        .doesNotContain("\tat ", "at dev.icl", "Exception", "java.", "Unexpected failure", "null")
        .endsWith(System.lineSeparator());
    boolean list = outcome.err().contains(" problems in the configuration:");
    if (!list) {
      assertThat(outcome.err()).hasLineCount(1);
    }
    assertThat(outcome.err().lines().skip(list ? 1 : 0))
        .allMatch(l -> l.matches(".*([.?]|\\.\\))"));
  }

  private void text(String name, String content) throws IOException {
    Files.write(folder.resolve(name), content.getBytes(StandardCharsets.UTF_8));
  }
}

package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A machine that has Java and little else, as a small container. */
class BareMachineTest {
  @TempDir private Path folder;

  /** Java asks fontconfig there, and keeps what it hears in the user's home. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void withoutFontsAPictureIsRefusedInOneSentence() throws IOException, InterruptedException {
    Path none = Files.createDirectories(folder.resolve("no-fonts"));
    Path fonts = folder.resolve("fonts.conf");
    Files.writeString(
        fonts,
        "<?xml version=\"1.0\"?><fontconfig><dir>%s</dir><cachedir>%s</cachedir></fontconfig>"
            .formatted(none, folder.resolve("cache")));
    Path run = folder.resolve("run");
    Files.createDirectories(run);
    Files.writeString(run.resolve("metrics.jsonl"), "{\"iteration\":1,\"loss\":4.0}\n");
    Path picture = folder.resolve("curves.png");
    ProcessBuilder icl =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-Djava.awt.headless=true",
            "-Duser.home=" + Files.createDirectories(folder.resolve("home")),
            "-Dicl.home=" + Path.of("").toAbsolutePath().getParent(),
            "-cp",
            System.getProperty("java.class.path"),
            IclMain.class.getName(),
            "curves",
            run.toString(),
            "--out",
            picture.toString());
    icl.environment().put("FONTCONFIG_FILE", fonts.toString());
    icl.redirectOutput(folder.resolve("out").toFile());

    Process process = icl.start();
    String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(errors).isEqualTo(ExitCode.MISTAKE);
    assertThat(errors.lines())
        .filteredOn(line -> !line.startsWith("SLF4J"))
        .singleElement()
        .asString()
        .startsWith("Java finds no font on this machine to write into pictures with; add");
    assertThat(picture).doesNotExist();
  }
}

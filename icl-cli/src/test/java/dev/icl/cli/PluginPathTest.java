package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Entries of {@code --class-path} and {@code ICL_CLASS_PATH}, joined by colons. */
class PluginPathTest {
  private static final String NETWORK = "META-INF/services/dev.icl.modules.network.NetworkProvider";

  @TempDir private Path folder;

  @BeforeEach
  void files() throws IOException {
    jar("plugin.jar", NETWORK);
    jar("library.jar", "org/example/Library.class");
    jar("other.jar", "META-INF/services/java.sql.Driver");
    Path classes = Files.createDirectories(folder.resolve("classes/META-INF/services"));
    Files.createFile(classes.resolve("dev.icl.modules.method.MethodProvider"));
    Files.createDirectories(folder.resolve("jars"));
    jar("jars/plugin.jar", NETWORK);
    Files.writeString(folder.resolve("notes.txt"), "no jar");
    Files.createDirectories(folder.resolve("empty"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"plugin.jar", "classes", "jars/*", "library.jar:plugin.jar", "plugin.jar:empty"})
  void jarsAndFoldersThatBringSomethingPass(String classPath) {
    assertThatCode(() -> check(classPath, classPath)).doesNotThrowAnyException();
    assertThatCode(() -> check(classPath, null)).doesNotThrowAnyException();
  }

  @Test
  void nothingNeedBeNamed() {
    assertThatCode(() -> check("", null)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({"missing.jar", "plugin.jar/*", "missing/*"})
  void whatDoesNotExistIsRefused(String entry) {
    String name = entry.replace("*", "");
    assertRefused(
        entry + ":plugin.jar",
        entry,
        "--class-path: there is no '%s'; name a jar or a folder of classes that exists, several joined by ':'."
            .formatted(name));
    assertRefused(
        entry + ":plugin.jar",
        null,
        "ICL_CLASS_PATH: there is no '%s'; name a jar or a folder of classes that exists, several joined by ':'."
            .formatted(name));
  }

  @ParameterizedTest
  @CsvSource({
    "library.jar, library.jar",
    "other.jar, other.jar",
    "empty, empty",
    "empty/*, empty/*",
    "library.jar:other.jar, library.jar with other.jar"
  })
  void whatBringsNothingIsRefused(String classPath, String named) {
    assertRefused(
        classPath,
        classPath,
        "--class-path: %s offers nothing; name a jar whose META-INF/services names the classes of its networks, methods, datasets, engines or file formats (docs/extending)."
            .formatted(named));
  }

  @ParameterizedTest
  @CsvSource({
    "dev.icl.modules.network.NetworkProvidr, '; did you mean ''dev.icl.modules.network.NetworkProvider''?'",
    "dev.icl.Plugin, '; use one of dev.icl.modules.network.NetworkProvider, dev.icl.modules.method.MethodProvider, dev.icl.data.DatasetProvider, dev.icl.core.engine.EnginePlugin, dev.icl.data.format.VolumeFormat.'"
  })
  void aServiceOfNoKindIsRefused(String service, String remedy) throws IOException {
    String entry = "META-INF/services/" + service;
    jar("typo.jar", entry);
    Files.createDirectories(folder.resolve("typo/META-INF/services"));
    Files.createFile(folder.resolve("typo").resolve(entry));

    for (String place : List.of("typo.jar", "typo")) {
      assertRefused(
          "plugin.jar:" + place,
          null,
          "ICL_CLASS_PATH: %s has %s, but that is no kind of plugin%s"
              .formatted(folder.resolve(place), entry, remedy));
    }
  }

  @Test
  void aClassIsOfOneJar() throws IOException {
    jar("one.jar", NETWORK, "# mine\norg.acme.Net\n");
    jar("two.jar", NETWORK, "org.acme.Other\norg.acme.Net # again");

    assertRefused(
        "one.jar:two.jar",
        "one.jar:two.jar",
        "--class-path: both %s and %s have the plugin org.acme.Net; keep one of them."
            .formatted(folder.resolve("one.jar"), folder.resolve("two.jar")));
    assertRefused(
        "two.jar:one.jar",
        "two.jar",
        "ICL_CLASS_PATH: both %s and %s have the plugin org.acme.Net; keep one of them."
            .formatted(folder.resolve("two.jar"), folder.resolve("one.jar")));
    assertThatCode(() -> check("one.jar:./one.jar", "one.jar")).doesNotThrowAnyException();
  }

  @Test
  void eachPlaceMustBringSomething() {
    assertRefused(
        "plugin.jar:library.jar",
        "plugin.jar",
        "ICL_CLASS_PATH: library.jar offers nothing; name a jar whose META-INF/services names the classes of its networks, methods, datasets, engines or file formats (docs/extending).");
  }

  @Test
  void aFileOfAnotherKindIsRefused() {
    assertRefused(
        "notes.txt",
        "notes.txt",
        "--class-path: %s cannot be read as a jar; name a jar or a folder of classes."
            .formatted(folder.resolve("notes.txt")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":"})
  void theOptionMustNameSomething(String option) {
    assertRefused(
        "",
        option,
        "--class-path: it names nothing; name a jar or a folder of classes, or leave it out.");
  }

  @Test
  void anOptionThatNoLauncherReadIsRefusedByEveryCommand() {
    Cli.Outcome outcome = new Cli(folder).run("engines", "--class-path", "plugin.jar");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err().strip())
        .isEqualTo(
            "--class-path: the launcher icl adds such entries, but this Java was started without it; start icl, or add them to -cp of java and leave the option out.");
    assertThat(new Cli(folder).run("train", "--class-path", "plugin.jar", "--help").code())
        .isZero();
  }

  private void assertRefused(String added, String option, String sentence) {
    assertThatThrownBy(() -> check(added, option))
        .isInstanceOf(UserException.class)
        .hasMessage(sentence);
  }

  private void check(String added, String option) {
    new PluginPath(added, folder).check(option);
  }

  private void jar(String name, String entry) throws IOException {
    jar(name, entry, "");
  }

  private void jar(String name, String entry, String text) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(folder.resolve(name)))) {
      zip.putNextEntry(new ZipEntry(entry));
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }
}

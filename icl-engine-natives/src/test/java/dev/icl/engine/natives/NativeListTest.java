package dev.icl.engine.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of several jars, two of which hold different files of the same path. */
class NativeListTest {
  private static final String ARTIFACT = "org.example:all";
  private static final NativeList LIST =
      new NativeList(
          "abacus-1",
          List.of(wanted("native/liba.so.1", "frame"), wanted("native/libb.so.2", "newer beads")));

  @TempDir private Path folder;

  @Test
  void filesAreTakenFromTheJarsThatHoldThem() throws IOException {
    Path older = jar("older", Map.of("native/libb.so.2", "older beads"));
    Path frame = jar("frame", Map.of("native/liba.so.1", "frame", "native/LICENSE", "free"));
    Path newer = jar("newer", Map.of("native/libb.so.2", "newer beads"));

    Path unpacked =
        new NativeCache("test", folder.resolve("cache"))
            .folder(find(older, frame, newer).orElseThrow());

    assertThat(unpacked.getFileName().toString()).matches("abacus-1-[0-9a-f]{8}");
    assertThat(unpacked.resolve("liba.so.1")).hasContent("frame");
    assertThat(unpacked.resolve("libb.so.2")).hasContent("newer beads");
    assertThat(unpacked.toFile().list()).hasSize(2);
  }

  @Test
  void aListOfAnotherReleaseHasAnotherFolder() throws IOException {
    Path jar = jar("both", Map.of("native/liba.so.1", "frame", "native/libb.so.2", "newer beads"));
    NativeList shorter = new NativeList("abacus-1", LIST.files().subList(0, 1));

    assertThat(find(shorter, jar).orElseThrow().name())
        .isNotEqualTo(find(LIST, jar).orElseThrow().name());
  }

  @Test
  void nothingIsExpectedWhereTheFirstFileIsMissing() throws IOException {
    assertThat(find(jar("newer", Map.of("native/libb.so.2", "newer beads")))).isEmpty();
    assertThat(find()).isEmpty();
  }

  @Test
  void aPartOfTheFilesIsRefused() throws IOException {
    Path frame = jar("frame", Map.of("native/liba.so.1", "frame"));
    Path older = jar("older", Map.of("native/libb.so.2", "older beads"));

    assertThatThrownBy(() -> find(frame, older))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "The class path holds a part of abacus-1: native/libb.so.2 is missing, or of another"
                + " version; use org.example:all as it is, and with one engine for GPUs in a Maven"
                + " project, since Maven keeps one version of an artifact.");
  }

  @Test
  void aFileThatIsNotWhatItsJarSaysIsRefused() throws IOException {
    Path frame = jar("frame", Map.of("native/liba.so.1", "frame"));
    byte[] bytes = Files.readAllBytes(frame);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    bytes[text.indexOf("frame", text.indexOf("liba"))] ^= 1;
    NativeList list = new NativeList("abacus-1", LIST.files().subList(0, 1));
    Files.write(frame, bytes);

    assertThatThrownBy(
            () ->
                new NativeCache("test", folder.resolve("cache"))
                    .folder(find(list, frame).orElseThrow()))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("engine: test cannot unpack its native library into");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cuda-12.9", "cuda-12.3", "cudnn-9.5", "cudnn-8.9"})
  void theListsOfTheProjectAreWhole(String name) {
    NativeList list = NativeList.read(NativeList.class, name);

    assertThat(list.name()).isEqualTo(name);
    assertThat(list.names()).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(5);
    assertThat(list.files())
        .allSatisfy(
            file -> {
              assertThat(file.path())
                  .matches("org/bytedeco/cuda/linux-x86_64/lib[\\w-]+\\.so\\.[0-9.]+");
              assertThat(file.size()).isGreaterThan(100_000);
              assertThat(file.crc()).isBetween(0L, 0xffff_ffffL);
            });
  }

  private Optional<NativeFiles> find(Path... jars) throws IOException {
    return find(LIST, jars);
  }

  private static Optional<NativeFiles> find(NativeList list, Path... jars) throws IOException {
    URL[] urls = new URL[jars.length];
    for (int i = 0; i < jars.length; i++) {
      urls[i] = jars[i].toUri().toURL();
    }
    try (URLClassLoader loader = new URLClassLoader(urls, null)) {
      return list.find(loader, ARTIFACT);
    }
  }

  private Path jar(String name, Map<String, String> files) throws IOException {
    Path jar = folder.resolve(name + ".jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      out.setLevel(0);
      for (Map.Entry<String, String> entry : files.entrySet()) {
        out.putNextEntry(new JarEntry(entry.getKey()));
        out.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
        out.closeEntry();
      }
    }
    return jar;
  }

  private static NativeList.Wanted wanted(String path, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    CRC32 sum = new CRC32();
    sum.update(bytes);
    return new NativeList.Wanted(sum.getValue(), bytes.length, path);
  }
}

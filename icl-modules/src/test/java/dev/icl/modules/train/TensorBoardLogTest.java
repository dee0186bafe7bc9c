package dev.icl.modules.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.icl.core.error.UserException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorBoardLogTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochSecond(1_700_000_000L), ZoneOffset.UTC);

  @TempDir Path folder;

  @Test
  void aFileBeginsAsThoseOfTensorFlowDo() throws IOException {
    open().close();

    // 24 bytes and the masked checksum of that number: what "file" knows event files by
    byte[] bytes = Files.readAllBytes(folder.resolve("events.out.tfevents.1700000000.icl"));
    assertThat(Arrays.copyOf(bytes, 12))
        .containsExactly(0x18, 0, 0, 0, 0, 0, 0, 0, 0xa3, 0x7f, 0x4b, 0x22);
    assertThat(new String(Arrays.copyOfRange(bytes, 23, 36), StandardCharsets.UTF_8))
        .isEqualTo("brain.Event:2");
  }

  @Test
  void everyStartHasAFileBehindThoseBefore() throws IOException {
    Files.createFile(folder.resolve("events.out.tfevents.1700000100.icl"));
    Files.createFile(folder.resolve("metrics.jsonl"));

    open().close();
    open().close();

    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "events.out.tfevents.1700000100.icl",
              "events.out.tfevents.1700000101.icl",
              "events.out.tfevents.1700000102.icl",
              "metrics.jsonl");
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsTheUsersMistake() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() -> TensorBoardLog.open(file, 0, List.of(), CLOCK))
        .withMessageContaining(file + " cannot be written");
  }

  private TensorBoardLog open() {
    return TensorBoardLog.open(folder, 0, List.of("RV"), CLOCK);
  }
}

package dev.icl.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.modules.train.Scores;
import dev.icl.modules.train.StepReport;
import dev.icl.modules.train.TensorBoardLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.SessionLog.SessionStatus;
import org.tensorflow.proto.Summary;

/** Reads event files with TensorFlow's own messages. */
class TensorBoardEventsTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochMilli(1_700_000_000_250L), ZoneOffset.UTC);

  @TempDir Path folder;

  @Test
  void tensorFlowReadsTheScalarsOfEveryStep() throws IOException {
    Map<String, Double> losses = new LinkedHashMap<>();
    losses.put("loss", 2.5);
    losses.put("ce", Double.NaN);
    try (TensorBoardLog log = TensorBoardLog.open(folder, 299, List.of("RV", "Myo"), CLOCK)) {
      log.beforeSave(new StepReport(300, 400, losses, 0.01, 8, Optional.empty(), false));
      Scores scores = new Scores(0.5, List.of(0.25, Double.NaN), 0.1);
      log.beforeSave(new StepReport(301, 400, losses, 0.005, 16, Optional.of(scores), true));
    }

    List<Event> events = events();
    assertThat(events).hasSize(4).allMatch(event -> event.getWallTime() == 1_700_000_000.25);
    assertThat(events.get(0).getFileVersion()).isEqualTo("brain.Event:2");
    assertThat(events.get(1).getSessionLog().getStatus()).isEqualTo(SessionStatus.START);
    assertThat(events.get(1).getStep()).isEqualTo(300);
    assertThat(events.get(2).getStep()).isEqualTo(300);
    assertThat(scalars(events.get(2)))
        .containsExactly(
            Map.entry("train/loss", 2.5f),
            Map.entry("train/lr", 0.01f),
            Map.entry("train/images_per_second", 8f));
    assertThat(events.get(3).getStep()).isEqualTo(301);
    assertThat(scalars(events.get(3)))
        .containsExactly(
            Map.entry("train/loss", 2.5f),
            Map.entry("train/lr", 0.005f),
            Map.entry("train/images_per_second", 16f),
            Map.entry("val_dice/mean", 0.5f),
            Map.entry("val_dice/RV", 0.25f));
  }

  private List<Event> events() throws IOException {
    ByteBuffer bytes;
    try (Stream<Path> files = Files.list(folder)) {
      bytes =
          ByteBuffer.wrap(Files.readAllBytes(files.findFirst().orElseThrow()))
              .order(ByteOrder.LITTLE_ENDIAN);
    }
    List<Event> events = new ArrayList<>();
    while (bytes.hasRemaining()) {
      byte[] length = checked(bytes, Long.BYTES);
      int size = (int) ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong();
      events.add(Event.parseFrom(checked(bytes, size)));
    }
    return events;
  }

  /** Some bytes whose checksum follows, unmasked as TensorFlow's {@code crc32c::Unmask} does. */
  private static byte[] checked(ByteBuffer bytes, int size) {
    byte[] content = new byte[size];
    bytes.get(content);
    CRC32C crc = new CRC32C();
    crc.update(content);
    int rotated = bytes.getInt() - 0xa282ead8;
    assertThat(rotated >>> 17 | rotated << 15).isEqualTo((int) crc.getValue());
    return content;
  }

  private static Map<String, Float> scalars(Event event) {
    Map<String, Float> scalars = new LinkedHashMap<>();
    for (Summary.Value value : event.getSummary().getValueList()) {
      scalars.put(value.getTag(), value.getSimpleValue());
    }
    return scalars;
  }
}

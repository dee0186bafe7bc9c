package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.cli.Cli.Outcome;
import dev.icl.core.checkpoint.MiniSafetensors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Checkpoints that are cut, changed or of another network: refused before anything is written. */
class PredictCheckpointsTest extends PredictFolder {
  @Test
  void aTruncatedCheckpointIsRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(best());
    refused(Arrays.copyOf(bytes, bytes.length - 40), "is not a well-formed safetensors file");
    refused(Arrays.copyOf(bytes, 5), "is not a well-formed safetensors file");
  }

  @Test
  void aCheckpointOfAnotherArchitectureIsRefused() throws IOException {
    refused(
        unsealed(replaced("channels: [2, 4", "channels: [3, 4")),
        "but this configuration needs F32");
  }

  @Test
  void aCheckpointOfANewerFormatIsRefused() throws IOException {
    refused(replaced("\"icl_format\":\"2\"", "\"icl_format\":\"3\""), "has checkpoint format 3");
  }

  @Test
  void aCheckpointWithNaNIsRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(best());
    String name = "decoder.out_conv.bias";
    double[] bias = MiniSafetensors.read(best()).tensors().get(name).values();
    byte[] wanted =
        ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat((float) bias[1]).array();
    int at = indexOf(bytes, wanted);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(at, Float.NaN);

    refused(unsealed(bytes), "holds NaN in '" + name + "'");
  }

  private void refused(byte[] checkpoint, String reason) throws IOException {
    Path file = folder.resolve("changed.safetensors");
    Files.write(file, checkpoint);

    Outcome outcome =
        new Cli(folder).run("predict", "--checkpoint", file.toString(), "scans", "--out", "out");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).hasLineCount(1).contains(file.toString(), reason);
    assertThat(folder.resolve("out")).doesNotExist();
  }

  private static byte[] replaced(String old, String text) throws IOException {
    return replaced(Files.readAllBytes(best()), old, text);
  }

  /** The same as a file of the first format, which had no checksum. */
  private static byte[] unsealed(byte[] bytes) {
    return replaced(
        replaced(bytes, "\"icl_format\":\"2\"", "\"icl_format\":\"1\""),
        "\"sha256\"",
        "\"unused\"");
  }

  private static byte[] replaced(byte[] bytes, String old, String text) {
    byte[] from = old.getBytes(StandardCharsets.UTF_8);
    byte[] to = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(to, 0, bytes, indexOf(bytes, from), to.length);
    return bytes;
  }

  private static int indexOf(byte[] bytes, byte[] wanted) {
    for (int i = 0; i + wanted.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
        return i;
      }
    }
    throw new AssertionError("not in the file");
  }
}

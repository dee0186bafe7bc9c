package dev.icl.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.icl.core.engine.VariableKind;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.error.UserException;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No damaged checkpoint passes for a sound one. */
class CheckpointDamageTest {
  @TempDir Path folder;
  private Path file;
  private byte[] sound;

  @BeforeEach
  void save() throws IOException {
    VariableSpec weight =
        new VariableSpec(
            "net.weight",
            DType.F32,
            Shape.of(16, 8),
            VariableKind.PARAMETER,
            (dtype, shape, key) -> HostTensor.zeros(dtype, shape));
    MapVariables variables = new MapVariables();
    variables.create(weight, HostTensor.fill(DType.F32, weight.shape(), i -> i / 7.0));
    // A text that looks like a checksum must not be taken for it.
    CheckpointInfo info =
        new CheckpointInfo(
            3,
            0.5,
            "icl",
            "unet2d",
            "\"sha256\":\"" + "1".repeat(64),
            7,
            Facts.of(Map.of("a", "b")));
    file = folder.resolve("last.safetensors");
    Checkpoint.save(file, variables, variables.specs(), info);
    sound = Files.readAllBytes(file);
  }

  @Test
  void theChecksumIsTheSha256OfAllBytesWithZerosInItsPlace()
      throws IOException, NoSuchAlgorithmException {
    String checksum = MiniSafetensors.read(file).metadata().get("sha256");
    String text = new String(sound, StandardCharsets.ISO_8859_1);
    byte[] zeroed = text.replace(checksum, "0".repeat(64)).getBytes(StandardCharsets.ISO_8859_1);

    byte[] digest = MessageDigest.getInstance("SHA-256").digest(zeroed);

    assertThat(checksum).isEqualTo(HexFormat.of().formatHex(digest));
  }

  @Test
  void everySingleFlippedBitIsNoticed() throws IOException {
    UniformRandomProvider random = RandomKey.of(5).child("flips").generator();
    for (int i = 0; i < 500; i++) {
      byte[] damaged = sound.clone();
      int place = random.nextInt(damaged.length);
      damaged[place] ^= (byte) (1 << random.nextInt(8));
      assertRefused(damaged, "a flip in byte " + place);
    }
  }

  /** Whoever finds a file damaged goes on from the one before. */
  @Test
  void damageIsToldFromWhatMayBeSound() throws IOException {
    byte[] flipped = sound.clone();
    flipped[flipped.length - 1] ^= 1;
    String text = new String(sound, StandardCharsets.ISO_8859_1);
    assertDamage(flipped, true);
    assertDamage(Arrays.copyOf(sound, sound.length / 2), true);
    assertDamage(new byte[0], true);
    assertDamage(latin(text.replace("iteration", "iteratipn")), true);
    assertDamage(latin(text.replace("icl_format", "icl_fosmat")), true);
    assertDamage(latin(text.replace("\"icl_format\":\"2\"", "\"icl_format\":\"3\"")), false);
    assertDamage(
        latin(text.replace("icl_format", "xcl_format").replace("\"sha256\":\"", "\"sha-25\":\"")),
        false);
    assertDamage(latin("PK\3\4"), false);
  }

  private void assertDamage(byte[] content, boolean expected) throws IOException {
    Files.write(file, content);
    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() -> Checkpoint.open(file))
        .satisfies(refusal -> assertThat(Checkpoint.isDamage(refusal)).isEqualTo(expected));
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void everyTruncationIsNoticed() throws IOException {
    for (int percent = 0; percent < 100; percent++) {
      assertRefused(Arrays.copyOf(sound, sound.length * percent / 100), "cut at " + percent + " %");
    }
  }

  @Test
  void filesOfTheFirstFormatHaveNoChecksumAndAreStillRead() {
    Map<String, String> metadata;
    try (SafetensorsFile open = SafetensorsFile.open(file)) {
      metadata = new HashMap<>(open.metadata());
    }
    metadata.remove("sha256");
    metadata.put("icl_format", "1");
    Path old = folder.resolve("old.safetensors");
    Safetensors.write(old, metadata, Safetensors.readAll(file));

    try (Checkpoint checkpoint = Checkpoint.open(old)) {
      assertThat(checkpoint.info().iteration()).isEqualTo(3);
    }
  }

  @Test
  void aMissingChecksumIsDamage() {
    Map<String, String> metadata;
    try (SafetensorsFile open = SafetensorsFile.open(file)) {
      metadata = new HashMap<>(open.metadata());
    }
    metadata.remove("sha256");
    Path other = folder.resolve("other.safetensors");
    Safetensors.write(other, metadata, Safetensors.readAll(file));

    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() -> Checkpoint.open(other))
        .withMessage(
            other
                + " is damaged: its content does not have the checksum in its metadata (sha256);"
                + " use another copy of it.");
  }

  private void assertRefused(byte[] damaged, String what) throws IOException {
    Path other = folder.resolve("damaged.safetensors");
    Files.write(other, damaged);
    assertThatExceptionOfType(UserException.class)
        .as(what)
        .isThrownBy(() -> Checkpoint.open(other).close());
  }
}

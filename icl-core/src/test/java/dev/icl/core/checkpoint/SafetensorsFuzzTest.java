package dev.icl.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.fuzz.Fuzz;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Damaged safetensors files give a value or a sentence. */
class SafetensorsFuzzTest {
  @TempDir private Path folder;

  @Test
  @Timeout(3600)
  void everyMutationIsReadOrRefused() throws IOException {
    int count = Fuzz.mutations(7_000);
    Path path = folder.resolve("mutation.safetensors");
    Fuzz fuzz = new Fuzz(path, Safetensors::readAll, (valid, mutation) -> mutation);

    Fuzz.Outcome outcome = fuzz.run(validFiles(), RandomKey.of(1).child("safetensors"), count);

    System.out.println("safetensors: " + outcome);
    assertThat(outcome.read()).isPositive();
    assertThat(outcome.refused()).isPositive();
    assertThat(outcome.read() + outcome.refused()).isEqualTo(count);
  }

  private List<byte[]> validFiles() throws IOException {
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    for (DType dtype : DType.values()) {
      tensors.put("t." + dtype, HostTensor.zeros(dtype, Shape.of(2, 3)));
    }
    Path path = folder.resolve("valid.safetensors");
    Safetensors.write(path, Map.of("note", "a text"), tensors);
    byte[] several = Files.readAllBytes(path);
    Safetensors.write(path, Map.of(), Map.of("x", HostTensor.zeros(DType.F32, Shape.of(1))));
    return List.of(several, Files.readAllBytes(path));
  }
}

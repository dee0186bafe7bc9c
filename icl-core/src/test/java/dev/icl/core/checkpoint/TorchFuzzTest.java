package dev.icl.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.fuzz.Fuzz;
import dev.icl.core.random.RandomKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Damaged files of PyTorch give a value or a sentence. */
class TorchFuzzTest {
  @TempDir private Path folder;

  @Test
  @Timeout(3600)
  void everyMutationIsReadOrRefused() throws IOException {
    int count = Fuzz.mutations(3_000);
    Path path = folder.resolve("mutation.pth");
    Fuzz fuzz = new Fuzz(path, TorchFuzzTest::readAll, (valid, mutation) -> mutation);

    Fuzz.Outcome outcome = fuzz.run(validFiles(), RandomKey.of(1).child("torch"), count);

    System.out.println("torch: " + outcome);
    assertThat(outcome.read()).isPositive();
    assertThat(outcome.refused()).isPositive();
    assertThat(outcome.read() + outcome.refused()).isEqualTo(count);
  }

  private static void readAll(Path path) {
    try (WeightsFile file = WeightsFile.open(path)) {
      file.names().forEach(file::read);
    }
  }

  private static List<byte[]> validFiles() throws IOException {
    List<byte[]> files = new ArrayList<>();
    for (String name : List.of("types", "types-legacy", "training", "training-legacy")) {
      files.add(Files.readAllBytes(TorchFileTest.written(name)));
    }
    return files;
  }
}

package dev.icl.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.fuzz.Fuzz;
import dev.icl.core.random.RandomKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged files of PyTorch give a value or a sentence. {@code -Dicl.fuzz.mutations=50000} reads as
 * many of either kind.
 */
class TorchFuzzTest {
  private static final int LONGEST_SPLICE_BITS = 8;

  @TempDir private Path folder;

  @Test
  @Timeout(3600)
  void everyMutationIsReadOrRefused() throws IOException {
    int count = Fuzz.mutations(3_000);
    Path path = folder.resolve("mutation.pth");
    Fuzz fuzz = new Fuzz(path, TorchFuzzTest::readAll, (valid, mutation) -> mutation);
    List<byte[]> files = new ArrayList<>();
    for (String name :
        List.of(
            "types", "types-legacy", "training", "training-legacy", "beside-4", "beside-legacy")) {
      files.add(Files.readAllBytes(TorchFileTest.written(name)));
    }

    report("torch", count, fuzz.run(files, RandomKey.of(1).child("torch"), count));
  }

  /** Archives that are whole, with pickles that are made of pieces of pickles. */
  @Test
  @Timeout(3600)
  void everySplicedPickleIsReadOrRefused() throws IOException {
    int count = Fuzz.mutations(2_000);
    Path path = folder.resolve("spliced.pth");
    UniformRandomProvider random = RandomKey.of(2).generator();
    Map<byte[], Map<String, byte[]>> archives = new IdentityHashMap<>();
    List<byte[]> pickles = new ArrayList<>();
    for (String name : List.of("types", "training", "beside-2", "beside-4", "module")) {
      Map<String, byte[]> archive = entries(TorchFileTest.written(name));
      pickles.add(pickle(archive));
      archives.put(pickle(archive), archive);
    }
    Fuzz fuzz =
        new Fuzz(
            path,
            TorchFuzzTest::readAll,
            (file, mutation) -> spliced(archives.getOrDefault(file, Map.of()), random, pickles));

    report("torch, spliced", count, fuzz.run(pickles, RandomKey.of(1).child("spliced"), count));
  }

  private static void report(String name, int count, Fuzz.Outcome outcome) {
    System.out.println(name + ": " + outcome);
    assertThat(outcome.read()).isPositive();
    assertThat(outcome.refused()).isPositive();
    assertThat(outcome.read() + outcome.refused()).isEqualTo(count);
  }

  private static void readAll(Path path) {
    try (WeightsFile file = WeightsFile.open(path)) {
      file.names().forEach(name -> assertThat(file.read(name).size()).isNotNegative());
    }
  }

  /** The archive with another pickle: its own, a piece of which another's takes the place of. */
  private static byte[] spliced(
      Map<String, byte[]> archive, UniformRandomProvider random, List<byte[]> pickles) {
    byte[] own = pickle(archive);
    byte[] other = pickles.get(random.nextInt(pickles.size()));
    int cut = random.nextInt(own.length);
    int from = random.nextInt(other.length);
    int longest = 1 << random.nextInt(LONGEST_SPLICE_BITS);
    int length = Math.min(random.nextInt(longest + 1), other.length - from);
    int rest = Math.min(own.length, cut + random.nextInt(longest + 1));
    ByteArrayOutputStream pickle = new ByteArrayOutputStream();
    pickle.write(own, 0, cut);
    pickle.write(other, from, length);
    pickle.write(own, rest, own.length - rest);
    Map<String, byte[]> entries = new LinkedHashMap<>(archive);
    entries.replaceAll((name, bytes) -> isPickle(name) ? pickle.toByteArray() : bytes);
    try {
      return archive(entries);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isPickle(String name) {
    return name.endsWith("data.pkl");
  }

  private static byte[] pickle(Map<String, byte[]> entries) {
    return entries.entrySet().stream()
        .filter(entry -> isPickle(entry.getKey()))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  private static Map<String, byte[]> entries(Path path) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(path.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
    }
    return entries;
  }

  private static byte[] archive(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        TorchFileTest.put(zip, entry.getKey(), entry.getValue());
      }
    }
    return out.toByteArray();
  }
}

package dev.icl.data.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Shape;
import dev.icl.data.scan.Affine;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.Voxels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScanCacheTest {
  private static final ScanPreparation PREPARATION =
      new ScanPreparation(
          Settings.NONE
              .withOrientation("LPS")
              .withCrop(Crop.NONZERO, 0)
              .withSpacing(0.5, 1.0, 2.0)
              .config());

  @TempDir Path folder;
  private Path file;
  private Path kept;
  private final AtomicInteger made = new AtomicInteger();

  @BeforeEach
  void writeAFile() throws IOException {
    file = Files.writeString(folder.resolve("scan.nii"), "what a scan is made of");
    kept = folder.resolve("cache");
  }

  @Test
  void aScanIsMadeOnce() {
    PreparedScan first = get(cache(1 << 20));
    PreparedScan second = get(cache(1 << 20));

    assertThat(made).hasValue(1);
    assertSame(second, first);
  }

  @Test
  void whatComesFromTheCacheCanBeUndone() {
    PreparedScan first = get(cache(1 << 20));
    PreparedScan second = get(cache(1 << 20));
    byte[] map = first.label().orElseThrow().voxels().toBytes();

    assertThat(second.restore(map).voxels().toBytes())
        .isEqualTo(first.restore(map).voxels().toBytes())
        .isEqualTo(scan().label().voxels().toBytes());
    assertThat(second.restore(map).affine()).isEqualTo(scan().image().affine());
  }

  @Test
  void otherBytesOrSettingsAreMadeAnew() throws IOException {
    get(cache(1 << 20));
    Files.writeString(file, "another scan in the same file");
    get(cache(1 << 20));
    cache(1 << 20).get(List.of(file), new FileHashes(), "other classes", PREPARATION, this::make);
    ScanPreparation other = new ScanPreparation(Settings.NONE.withWindow(0, 1).config());
    cache(1 << 20).get(List.of(file), new FileHashes(), "classes", other, this::make);

    assertThat(made).hasValue(4);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 9, 40, 200})
  void aTruncatedEntryIsMadeAnew(int length) throws IOException {
    PreparedScan first = get(cache(1 << 20));
    byte[] entry = Files.readAllBytes(entries().get(0));
    Files.write(entries().get(0), java.util.Arrays.copyOf(entry, length));

    assertSame(get(cache(1 << 20)), first);
    assertThat(made).hasValue(2);
    assertThat(Files.readAllBytes(entries().get(0))).isEqualTo(entry);
  }

  @Test
  void anEntryWithAnyByteChangedIsMadeAnew() throws IOException {
    get(cache(1 << 20));
    byte[] entry = Files.readAllBytes(entries().get(0));
    for (int at = 0; at < entry.length; at++) {
      byte[] damaged = entry.clone();
      damaged[at] ^= 0x10;

      assertThat(CacheEntry.of(damaged, PREPARATION)).isEmpty();
    }
    assertThat(CacheEntry.of(entry, PREPARATION)).isPresent();
  }

  @Test
  void manyThreadsFillOneFolderTogether() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<PreparedScan>> results = new ArrayList<>();
      for (int i = 0; i < 32; i++) {
        results.add(threads.submit(() -> get(cache(1 << 20))));
      }
      PreparedScan expected = make();
      for (Future<PreparedScan> result : results) {
        assertSame(result.get(), expected);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(entries()).hasSize(1);
  }

  @Test
  void theFolderStaysBelowItsLimit() throws IOException {
    get(cache(1 << 20));
    long one = Files.size(entries().get(0));
    ScanCache small = cache(3 * one + 1);

    for (int i = 0; i < 10; i++) {
      Files.writeString(file, "scan " + i);
      get(small);

      assertThat(bytes()).isLessThanOrEqualTo(3 * one + 1);
    }
    assertThat(entries()).hasSize(3);
  }

  @Test
  void aScanLargerThanTheLimitIsNotKept() throws IOException {
    get(cache(10));

    assertThat(kept).doesNotExist();
  }

  @Test
  void aFileIsReadOnceForAllThatIsMadeOfIt() throws IOException {
    FileHashes hashes = new FileHashes();
    cache(1 << 20).get(List.of(file), hashes, "first", PREPARATION, this::make);
    Files.delete(file);

    cache(1 << 20).get(List.of(file), hashes, "second", PREPARATION, this::make);

    assertThat(made).hasValue(2);
    assertThat(entries()).hasSize(2);
  }

  @Test
  void aFileThatIsGoneIsNamed() throws IOException {
    Files.delete(file);

    assertThatThrownBy(() -> get(cache(1 << 20)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(file + " cannot be read");
  }

  private ScanCache cache(long capacity) {
    return new ScanCache(kept, capacity);
  }

  private PreparedScan get(ScanCache cache) {
    return cache.get(List.of(file), new FileHashes(), "classes", PREPARATION, this::make);
  }

  private PreparedScan make() {
    made.incrementAndGet();
    return PREPARATION.apply(scan().image(), Optional.of(scan().label()));
  }

  private record Pair(Scan image, Scan label) {}

  private static Pair scan() {
    float[] values = new float[3 * 4 * 5];
    byte[] classes = new byte[values.length];
    for (int i = 20; i < 40; i++) {
      values[i] = i;
      classes[i] = (byte) (i % 3);
    }
    Scan image =
        Scan.of(Shape.of(3, 4, 5), AxisOrder.LAST_FASTEST, Voxels.of(values))
            .withAffine(Affine.ofRows(1, 0, 0, -7, 0, 0, 2, 9, 0, -3, 0, 5));
    return new Pair(image, image.withVoxels(Voxels.ofLabels(classes)));
  }

  private static void assertSame(PreparedScan actual, PreparedScan expected) {
    assertThat(actual.image().shape()).isEqualTo(expected.image().shape());
    assertThat(actual.image().affine()).isEqualTo(expected.image().affine());
    assertThat(actual.image().voxels().toFloats()).isEqualTo(expected.image().voxels().toFloats());
    assertThat(actual.label().orElseThrow().voxels().toBytes())
        .isEqualTo(expected.label().orElseThrow().voxels().toBytes());
    assertThat(actual.originalLabel().orElseThrow().voxels().toBytes())
        .isEqualTo(expected.originalLabel().orElseThrow().voxels().toBytes());
  }

  private List<Path> entries() throws IOException {
    try (Stream<Path> files = Files.list(kept)) {
      return files.toList();
    }
  }

  private long bytes() throws IOException {
    long sum = 0;
    for (Path entry : entries()) {
      sum += Files.size(entry);
    }
    return sum;
  }
}

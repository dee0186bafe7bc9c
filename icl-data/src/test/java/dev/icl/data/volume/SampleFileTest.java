package dev.icl.data.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Shape;
import dev.icl.data.sample.COrder;
import dev.icl.data.sample.Sample;
import dev.icl.data.sample.SampleBox;
import dev.icl.data.sample.SampleId;
import dev.icl.data.sample.SamplePart;
import dev.icl.data.sample.SampleSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleFileTest {
  private static final int[] SIZES = {4, 5, 6};

  @TempDir private Path folder;

  @Test
  void everyPartHoldsTheVoxelsOfItsPlaces() {
    SampleFile file = new SampleFile(folder, 1 << 20);
    Sample other = sample(new Random(1), 1, 3, 3);
    Sample sample = sample(new Random(2), 2, SIZES);
    file.put(0, other);
    file.put(7, sample);
    StoredSample stored = file.get(7).orElseThrow();
    Random random = new Random(3);
    for (int n = 0; n < 50; n++) {
      int[] low = {random.nextInt(4), random.nextInt(5), random.nextInt(6)};
      int[] sizes = new int[3];
      for (int axis = 0; axis < 3; axis++) {
        sizes[axis] = 1 + random.nextInt(SIZES[axis] - low[axis]);
      }
      Shape shape = Shape.of(sizes);
      SamplePart part = stored.part(new SampleBox(low, shape));
      int voxels = COrder.count(shape);

      assertThat(part.sample().shape()).isEqualTo(shape);
      for (int i = 0; i < voxels; i++) {
        int z = low[0] + i / (sizes[1] * sizes[2]);
        int y = low[1] + i / sizes[2] % sizes[1];
        int x = low[2] + i % sizes[2];
        int at = (z * 5 + y) * 6 + x;
        assertThat(part.sample().image()[i]).isEqualTo(sample.image()[at]);
        assertThat(part.sample().image()[voxels + i]).isEqualTo(sample.image()[120 + at]);
        assertThat(part.sample().label().orElseThrow()[i])
            .isEqualTo(sample.label().orElseThrow()[at]);
      }
    }
    assertThat(file.get(0).orElseThrow().whole().image()).isEqualTo(other.image());
    assertThat(file.get(1)).isEmpty();
  }

  @Test
  void voxelsOfAClassAreFoundAsInMemory() {
    SampleFile file = new SampleFile(folder, 1 << 20);
    Sample sample = sample(new Random(5), 1, SIZES);
    file.put(0, sample);
    SampleSource stored = file.get(0).orElseThrow();
    int[] counts = stored.voxelsOfClasses();
    int seen = 0;
    for (int c = 0; c < counts.length; c++) {
      int number = 0;
      for (int at = 0; at < 120; at++) {
        if ((sample.label().orElseThrow()[at] & 0xff) == c) {
          assertThat(stored.place(c, number)).isEqualTo(at);
          number++;
        }
      }
      assertThat(counts[c]).isEqualTo(number);
      seen += number;
    }
    assertThat(seen).isEqualTo(120);
  }

  @Test
  void aSampleWithoutLabelsHasNoForeground() {
    SampleFile file = new SampleFile(folder, 1 << 20);
    file.put(0, Sample.of(new SampleId("a", "a"), Shape.of(1, 2), new float[] {3, 4}));
    StoredSample stored = file.get(0).orElseThrow();

    assertThat(stored.hasLabel()).isFalse();
    assertThat(stored.voxelsOfClasses()).containsOnly(0);
    assertThat(stored.whole().label()).isEmpty();
    assertThat(stored.whole().image()).containsExactly(3, 4);
  }

  @Test
  void noMoreThanTheCapacityIsKept() {
    Sample sample = sample(new Random(1), 1, 2, 5);
    SampleFile file = new SampleFile(folder, 2 * sample.bytes() - 1);

    assertThat(file.put(0, sample)).isTrue();
    assertThat(file.put(1, sample)).isFalse();
    assertThat(file.get(1)).isEmpty();
  }

  @Test
  void theFolderIsMadeWithTheFirstSample() throws IOException {
    Path deep = folder.resolve("a/b");
    SampleFile file = new SampleFile(deep, 1 << 20);
    assertThat(deep).doesNotExist();

    file.put(0, sample(new Random(1), 1, 2, 2));

    try (Stream<Path> files = Files.list(deep)) {
      assertThat(files.filter(f -> !f.toString().endsWith(".tmp"))).isEmpty();
    }
  }

  @Test
  void aFolderThatCannotBeIsToldInOneSentence() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> new SampleFile(file, 1000).put(0, sample(new Random(1), 1, 2, 2)))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("The decoded scans in data.cache " + file + " cannot be written: ")
        .hasMessageEndingWith("; check its disk and permissions, or leave data.cache out.");
  }

  /** Labels 0, 1 and 200. */
  private static Sample sample(Random random, int channels, int... sizes) {
    Shape shape = Shape.of(sizes);
    int voxels = COrder.count(shape);
    float[] image = new float[channels * voxels];
    for (int i = 0; i < image.length; i++) {
      image[i] = random.nextFloat();
    }
    byte[] label = new byte[voxels];
    for (int i = 0; i < voxels; i++) {
      label[i] = (byte) new int[] {0, 1, 200}[random.nextInt(3)];
    }
    return Sample.of(new SampleId("s", "p"), channels, shape, image).withLabel(label);
  }
}

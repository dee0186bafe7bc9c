package dev.icl.data.format.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.data.format.Contents;
import dev.icl.data.format.ReadLimits;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import io.jhdf.ObjectHeader;
import io.jhdf.dataset.chunked.Chunk;
import io.jhdf.object.message.DataLayoutMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A measurement of the time that reading the volumes of {@code -Dicl.acdc.root=FOLDER} takes,
 * beside inflating their bytes alone: figures for docs/benchmarks.md.
 */
@EnabledIfSystemProperty(
    named = "icl.acdc.root",
    matches = ".+",
    disabledReason = "needs the ACDC folder: -Dicl.acdc.root=FOLDER")
class Hdf5SpeedTest {
  private static final int WARM_UP = 5;
  private static final int ROUNDS = 15;

  /** A dataset's compressed pieces and the size of each once inflated. */
  private record Pieces(List<byte[]> compressed, int size) {}

  @Test
  void readingIsComparedWithInflating() throws IOException, DataFormatException {
    List<Path> volumes;
    try (Stream<Path> files =
        Files.list(Path.of(System.getProperty("icl.acdc.root")).resolve("data"))) {
      volumes = files.filter(f -> !f.toString().contains("slice")).sorted().toList();
    }
    List<Pieces> pieces = new ArrayList<>();
    for (Path volume : volumes) {
      pieces.addAll(pieces(volume));
    }
    VolumeFormats formats = VolumeFormats.installed();
    long[] reading = new long[ROUNDS];
    long[] converting = new long[ROUNDS];
    long[] inflating = new long[ROUNDS];
    long voxels = 0;
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      long start = System.nanoTime();
      voxels = 0;
      for (Path volume : volumes) {
        voxels += formats.read(volume, ReadLimits.standard()).image().orElseThrow().voxels().size();
      }
      long read = System.nanoTime();
      for (Path volume : volumes) {
        Contents contents = formats.read(volume, ReadLimits.standard());
        Scan label = contents.label().orElseThrow();
        assertThat(contents.image().orElseThrow().floats(AxisOrder.LAST_FASTEST)).isNotEmpty();
        assertThat(label.labels(AxisOrder.LAST_FASTEST, 4)).isNotEmpty();
      }
      long converted = System.nanoTime();
      inflate(pieces);
      long inflated = System.nanoTime();
      if (round >= 0) {
        reading[round] = read - start;
        converting[round] = converted - read;
        inflating[round] = inflated - converted;
      }
    }
    double base = median(inflating);
    System.out.printf(
        "%d volumes, %d voxels: inflating %.2f ms a volume; reading %.2f ms, %.2f times that; with"
            + " conversion to floats and classes %.2f ms, %.2f times%n",
        volumes.size(),
        voxels,
        base / volumes.size(),
        median(reading) / volumes.size(),
        median(reading) / base,
        median(converting) / volumes.size(),
        median(converting) / base);
    assertThat(voxels).isPositive();
  }

  private static double median(long[] nanoseconds) {
    Arrays.sort(nanoseconds);
    return nanoseconds[nanoseconds.length / 2] * 1e-6;
  }

  private static void inflate(List<Pieces> pieces) throws DataFormatException {
    Inflater inflater = new Inflater();
    for (Pieces dataset : pieces) {
      byte[] out = new byte[dataset.size()];
      for (byte[] compressed : dataset.compressed()) {
        inflater.reset();
        inflater.setInput(compressed);
        assertThat(inflater.inflate(out)).isEqualTo(out.length);
      }
    }
    inflater.end();
  }

  private static List<Pieces> pieces(Path path) throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    Hdf5File file = Hdf5File.open(bytes, 0);
    Contents contents = new Hdf5Format().read(path, ReadLimits.standard());
    return List.of(
        pieces(file, "image", contents.image().orElseThrow()),
        pieces(file, "label", contents.label().orElseThrow()));
  }

  private static Pieces pieces(Hdf5File file, String name, Scan scan) {
    ObjectHeader header = file.header(name, scan.source().orElseThrow());
    int voxelBytes = scan.voxels().type().bytes();
    Chunks chunks =
        Chunks.of(
            header.getMessageOfType(DataLayoutMessage.class),
            scan.shape().toArray(),
            voxelBytes,
            Integer.MAX_VALUE,
            file);
    List<byte[]> compressed = new ArrayList<>();
    for (Chunk chunk : chunks.pieces()) {
      ByteBuffer stored = file.storage().map(chunk.getAddress(), chunk.getSize());
      byte[] copy = new byte[stored.remaining()];
      stored.get(copy);
      compressed.add(copy);
    }
    return new Pieces(compressed, Arrays.stream(chunks.size()).reduce(voxelBytes, (a, b) -> a * b));
  }
}

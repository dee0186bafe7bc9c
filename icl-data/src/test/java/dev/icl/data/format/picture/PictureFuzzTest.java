package dev.icl.data.format.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.fuzz.Fuzz;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.Shape;
import dev.icl.data.format.Contents;
import dev.icl.data.format.NonFiniteVoxels;
import dev.icl.data.format.ReadLimits;
import dev.icl.data.format.VolumeFormat;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.Voxels;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Mutations of pictures. */
class PictureFuzzTest {
  @TempDir Path folder;

  @Test
  @Timeout(3600)
  void everyMutationOfATiffFileIsReadOrRefused() throws IOException {
    List<byte[]> valid = new ArrayList<>();
    for (String compression : List.of("LZW", "ZLib", "PackBits")) {
      valid.add(tiff(compression, BufferedImage.TYPE_BYTE_GRAY));
      valid.add(tiff(compression, BufferedImage.TYPE_3BYTE_BGR));
      valid.add(tiff(compression, BufferedImage.TYPE_BYTE_INDEXED));
    }
    Path own = folder.resolve("own.tif");
    new TiffFormat()
        .write(
            own,
            Contents.of(
                Scan.of(Shape.of(3, 2, 2), AxisOrder.FIRST_FASTEST, Voxels.of(new float[12]))),
            false);
    valid.add(Files.readAllBytes(own));
    run(new TiffFormat(), "mutation.tif", valid, (original, mutation) -> mutation);
  }

  @Test
  @Timeout(3600)
  void everyMutationOfAPngFileIsReadOrRefused() throws IOException {
    List<byte[]> valid = new ArrayList<>();
    for (int kind : new int[] {5, 6, 10, 11, 12, 13}) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ImageIO.write(new BufferedImage(9, 7, kind), "png", out);
      valid.add(out.toByteArray());
    }
    run(new PngFormat(), "mutation.png", valid, (original, mutation) -> withChecksums(mutation));
  }

  private void run(
      VolumeFormat format,
      String name,
      List<byte[]> valid,
      BiFunction<byte[], byte[], byte[]> repair)
      throws IOException {
    int count = Fuzz.mutations(2_500);

    Fuzz.Outcome outcome =
        new Fuzz(folder.resolve(name), file -> readAll(format, file), repair)
            .run(valid, RandomKey.of(5).child(name), count);

    System.out.println(name + ": " + outcome);
    assertThat(outcome.read()).isPositive();
    assertThat(outcome.refused()).isPositive();
    assertThat(outcome.read() + outcome.refused()).isEqualTo(count);
  }

  private static void readAll(VolumeFormat format, Path file) {
    Contents contents = format.read(file, ReadLimits.standard().with(NonFiniteVoxels.KEEP));
    Scan scan = contents.image().orElseThrow();
    assertThat(scan.floats(AxisOrder.LAST_FASTEST)).hasSize(scan.voxels().size());
  }

  private static byte[] tiff(String compression, int kind) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
    ImageWriteParam param = writer.getDefaultWriteParam();
    param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    param.setCompressionType(compression);
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(new BufferedImage(11, 6, kind), null, null), param);
    }
    writer.dispose();
    return bytes.toByteArray();
  }

  /** Mutations with right checksums, as long as their parts can be told. */
  private static byte[] withChecksums(byte[] mutation) {
    ByteBuffer bytes = ByteBuffer.wrap(mutation);
    for (int place = 8; place + 12 <= mutation.length; ) {
      int length = bytes.getInt(place);
      if (length < 0 || length > mutation.length - place - 12) {
        break;
      }
      CRC32 sum = new CRC32();
      sum.update(mutation, place + 4, length + 4);
      bytes.putInt(place + 8 + length, (int) sum.getValue());
      place += 12 + length;
    }
    return mutation;
  }
}

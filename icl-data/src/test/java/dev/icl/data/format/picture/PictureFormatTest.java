package dev.icl.data.format.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import dev.icl.data.format.Contents;
import dev.icl.data.format.ReadLimits;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.VoxelType;
import dev.icl.data.scan.Voxels;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures that the JDK's own writers made, and those that are written here. */
class PictureFormatTest {
  private static final VolumeFormats FORMATS = VolumeFormats.installed();
  private static final int WIDTH = 37;
  private static final int HEIGHT = 29;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "png, 10, ''",
    "png, 11, ''",
    "png, 5, ''",
    "tif, 10, ''",
    "tif, 10, LZW",
    "tif, 10, ZLib",
    "tif, 10, Deflate",
    "tif, 10, PackBits",
    "tif, 11, LZW",
    "tif, 11, ''",
    "tif, 5, ''",
    "tif, 5, LZW",
    "tif, 5, PackBits",
  })
  void samplesAreThoseThatTheJdkWrote(String ending, int kind, String compression)
      throws IOException {
    BufferedImage picture = drawn(kind);
    Path file = written(ending, compression, false, picture);

    Scan scan = FORMATS.readImage(file);

    int bands = picture.getRaster().getNumBands();
    assertThat(scan.shape())
        .containsExactly(
            bands == 1 ? new int[] {WIDTH, HEIGHT, 1} : new int[] {WIDTH, HEIGHT, 1, 3});
    assertThat(scan.voxels().type()).isEqualTo(kind == 11 ? VoxelType.UINT16 : VoxelType.UINT8);
    assertThat(scan.spacing()).isEmpty();
    requireSame(scan, picture);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "LZW", "ZLib"})
  void tilesAreReadAsStripsAre(String compression) throws IOException {
    BufferedImage picture = drawn(BufferedImage.TYPE_3BYTE_BGR);

    requireSame(FORMATS.readImage(written("tiff", compression, true, picture)), picture);
  }

  @Test
  void longStringsOfLzwComeBack() throws IOException {
    BufferedImage picture = new BufferedImage(400, 300, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 400 * 300; i++) {
      int value = i < 60_000 ? i / 700 : (i * 7919 ^ i >> 3) & 0xff;
      picture.getRaster().setSample(i % 400, i / 400, 0, value);
    }

    requireSame(FORMATS.readImage(written("tif", "LZW", false, picture)), picture);
  }

  @Test
  void pagesAreSlices() throws IOException {
    BufferedImage one = drawn(BufferedImage.TYPE_BYTE_GRAY);
    BufferedImage two = drawn(BufferedImage.TYPE_BYTE_GRAY);
    two.getRaster().setSample(3, 2, 0, 123);

    Scan scan = FORMATS.readImage(written("tif", "LZW", false, one, two, one));

    assertThat(scan.shape()).containsExactly(WIDTH, HEIGHT, 3);
    assertThat(scan.at(3, 2, 1)).isEqualTo(123);
    assertThat(scan.at(3, 2, 2)).isEqualTo(one.getRaster().getSample(3, 2, 0));
  }

  @Test
  void pagesOfSeveralSizesAreRefused() throws IOException {
    Path file =
        written(
            "tif",
            "",
            false,
            drawn(BufferedImage.TYPE_BYTE_GRAY),
            new BufferedImage(3, 4, BufferedImage.TYPE_BYTE_GRAY));

    assertThatThrownBy(() -> FORMATS.read(file))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(
            "pages of different kinds (the first is 37x29 of 8 bits, page 2 is 3x4 of 8)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "tif"})
  void aPaletteIsColoursAndLabels(String ending) throws IOException {
    byte[] red = {0, (byte) 255, 10, 0};
    byte[] green = {0, 0, 20, (byte) 200};
    byte[] blue = {0, 0, 30, 1};
    BufferedImage picture =
        new BufferedImage(
            WIDTH,
            HEIGHT,
            BufferedImage.TYPE_BYTE_INDEXED,
            new IndexColorModel(8, 4, red, green, blue));
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      picture.getRaster().setSample(i % WIDTH, i / WIDTH, 0, i % 4);
    }

    Contents contents = FORMATS.read(written(ending, "", false, picture));

    Scan image = contents.image().orElseThrow();
    assertThat(image.shape()).containsExactly(WIDTH, HEIGHT, 1, 3);
    assertThat(List.of(image.at(2, 0, 0, 0), image.at(2, 0, 0, 1), image.at(2, 0, 0, 2)))
        .containsExactly(10.0, 20.0, 30.0);
    Scan labels = contents.label().orElseThrow();
    assertThat(labels.shape()).containsExactly(WIDTH, HEIGHT, 1);
    assertThat(Arrays.copyOf(labels.voxels().toBytes(), 5)).containsExactly(0, 1, 2, 3, 0);
  }

  @Test
  void bitsAreNumbersFromZero() throws IOException {
    BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_BINARY);
    picture.getRaster().setSample(5, 1, 0, 1);

    Scan labels = FORMATS.readLabel(written("png", "", false, picture));

    assertThat(labels.at(5, 1, 0)).isEqualTo(1);
    assertThat(labels.at(6, 1, 0)).isZero();
  }

  @Test
  void aGreyPictureInColoursIsALabelMapToo() throws IOException {
    BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    picture.setRGB(4, 4, 0x020202);
    Path file = written("png", "", false, picture);

    assertThat(FORMATS.readLabel(file).at(4, 4, 0)).isEqualTo(2);
    assertThat(FORMATS.readImage(file).shape()).containsExactly(WIDTH, HEIGHT, 1, 3);
    picture.setRGB(4, 4, 0x030202);
    assertThat(FORMATS.read(written("png", "", false, picture)).label()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "tif"})
  void opaqueAlphaIsLeftOutAndTransparencyRefused(String ending) throws IOException {
    BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_4BYTE_ABGR);
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      picture.setRGB(i % WIDTH, i / WIDTH, 0xff000000 | i * 77);
    }
    Scan scan = FORMATS.readImage(written(ending, "", false, picture));
    assertThat(scan.shape()).containsExactly(WIDTH, HEIGHT, 1, 3);
    assertThat(scan.at(20, 0, 0, 2)).isEqualTo(20 * 77 & 0xff);

    picture.setRGB(1, 1, 0x80123456);
    Path transparent = written(ending, "", false, picture);
    assertThatThrownBy(() -> FORMATS.read(transparent))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("has transparent pixels");
  }

  @ParameterizedTest
  @EnumSource(
      value = VoxelType.class,
      names = {"UINT8", "INT8", "UINT16", "INT16", "UINT32", "INT32", "FLOAT32", "FLOAT64"})
  void everyTypeOfTiffComesBack(VoxelType type) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * 3 * 2 * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; bytes.hasRemaining(); i++) {
      bytes.put((byte) (type.floating() ? i % 60 : i * 37));
    }
    Scan scan =
        Scan.of(new int[] {4, 3, 2}, AxisOrder.FIRST_FASTEST, Voxels.of(type, bytes.flip()));
    Path file = folder.resolve("a.tif");
    FORMATS.write(file, Contents.of(scan), false);

    Scan read = FORMATS.readImage(file);

    assertThat(read.shape()).containsExactly(4, 3, 2);
    assertThat(read.voxels().type()).isEqualTo(type);
    for (int i = 0; i < 24; i++) {
      assertThat(read.voxels().at(i)).isEqualTo(scan.voxels().at(i));
    }
  }

  /** The JDK's own reader is told the same. */
  @ParameterizedTest
  @ValueSource(strings = {"png", "tif"})
  void otherReadersSeeWhatIsWritten(String ending) throws IOException {
    byte[] labels = new byte[20];
    IntStream.range(0, 20).forEach(i -> labels[i] = (byte) (i * 13));
    Scan scan = Scan.of(new int[] {5, 4, 1}, AxisOrder.FIRST_FASTEST, Voxels.ofLabels(labels));
    Path file = folder.resolve("labels." + ending);
    FORMATS.write(file, Contents.of(scan), false);

    BufferedImage picture = ImageIO.read(file.toFile());

    requireSame(scan, picture);
    assertThat(FORMATS.readLabel(file).voxels().toBytes()).isEqualTo(labels);
  }

  @Test
  void whatAPictureCannotHoldIsRefused() {
    Scan volume =
        Scan.of(new int[] {2, 2, 2}, AxisOrder.FIRST_FASTEST, Voxels.ofLabels(new byte[8]));
    assertThatThrownBy(() -> FORMATS.write(folder.resolve("a.png"), Contents.of(volume), false))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("PNG holds single slices");
    Scan four =
        Scan.of(new int[] {2, 2, 1, 2}, AxisOrder.FIRST_FASTEST, Voxels.ofLabels(new byte[8]));
    assertThatThrownBy(() -> FORMATS.write(folder.resolve("a.tif"), Contents.of(four), false))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("TIFF holds scans of three axes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          259 | 7     | compression 7
          262 | 0     | stores white as 0
          262 | 6     | colour space 6
          258 | 12    | bits of samples of format 1: 12
          317 | 3     | predictor 3
          266 | 2     | order of bits 2
          277 | 300   | samples of a pixel 65
          256 | 0     | its field 256 is 0
          278 | 1     | more or fewer parts
          273 | 90000 | beyond its end
          """)
  void oddKindsOfTiffGetASentence(int tag, int value, String sentence) throws IOException {
    assertThatThrownBy(() -> FORMATS.read(changed(tag, value)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void pagesOfChannelsAreNotTakenForSlices() throws IOException {
    Path file = folder.resolve("channels.tif");
    FORMATS.write(
        file,
        Contents.of(
            Scan.of(new int[] {5, 4, 2}, AxisOrder.FIRST_FASTEST, Voxels.ofLabels(new byte[40]))),
        false);
    byte[] bytes = Files.readAllBytes(file);
    String told = "ImageJ=1.54f\nimages=2\nchannels=2\n\0";
    byte[] more = Arrays.copyOf(bytes, bytes.length + told.length());
    System.arraycopy(
        told.getBytes(StandardCharsets.US_ASCII), 0, more, bytes.length, told.length());
    ByteBuffer in = ByteBuffer.wrap(more).order(order(more));
    int place = entry(in, 339);
    in.putShort(place, (short) 270).putShort(place + 2, (short) 2);
    in.putInt(place + 4, told.length()).putInt(place + 8, bytes.length);
    Files.write(file, more);

    assertThatThrownBy(() -> FORMATS.read(file))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("has pages for channels");
  }

  @Test
  void sizesAreNotBelieved() throws IOException {
    Path huge = changed(256, 1 << 20);
    assertThatThrownBy(() -> FORMATS.read(huge)).isInstanceOf(UserException.class);
    Path png = written("png", "", false, drawn(10));
    assertThatThrownBy(() -> FORMATS.read(png, ReadLimits.standard().withVoxelBytes(100)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("more than the limit of 100 bytes");
    byte[] cut = Files.readAllBytes(png);
    Files.write(png, Arrays.copyOf(cut, cut.length - 5));
    assertThatThrownBy(() -> FORMATS.read(png))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("is damaged: it ends early");
    cut[cut.length / 2] ^= 1;
    Files.write(png, cut);
    assertThatThrownBy(() -> FORMATS.read(png))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("the checksum of its part IDAT is wrong");
  }

  private static void requireSame(Scan scan, BufferedImage picture) {
    WritableRaster raster = picture.getRaster();
    int bands = raster.getNumBands();
    for (int band = 0; band < bands; band++) {
      for (int y = 0; y < raster.getHeight(); y++) {
        for (int x = 0; x < raster.getWidth(); x++) {
          double value = bands == 1 ? scan.at(x, y, 0) : scan.at(x, y, 0, band);
          assertThat(value).isEqualTo(raster.getSample(x, y, band));
        }
      }
    }
  }

  private static BufferedImage drawn(int kind) {
    BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, kind);
    WritableRaster raster = picture.getRaster();
    for (int band = 0; band < raster.getNumBands(); band++) {
      for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
          int value = x < 12 ? 7 : x * 31 + y * 17 + band * 101;
          raster.setSample(x, y, band, kind == 11 ? value * 43 : value & 0xff);
        }
      }
    }
    return picture;
  }

  private Path written(String ending, String compression, boolean tiled, BufferedImage... pages)
      throws IOException {
    Path file = folder.resolve("a." + ending);
    Files.deleteIfExists(file);
    if (ending.equals("png")) {
      ImageIO.write(pages[0], "png", file.toFile());
      return file;
    }
    ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
    ImageWriteParam param = writer.getDefaultWriteParam();
    if (!compression.isEmpty()) {
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionType(compression);
    }
    if (tiled) {
      param.setTilingMode(ImageWriteParam.MODE_EXPLICIT);
      param.setTiling(16, 16, 0, 0);
    }
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      if (pages.length == 1) {
        writer.write(null, new IIOImage(pages[0], null, null), param);
      } else {
        writer.prepareWriteSequence(null);
        for (BufferedImage page : pages) {
          writer.writeToSequence(new IIOImage(page, null, null), param);
        }
        writer.endWriteSequence();
      }
    } finally {
      writer.dispose();
    }
    return file;
  }

  /** A file of ours with another number in a field. */
  private Path changed(int tag, int value) throws IOException {
    Path file = folder.resolve("changed.tif");
    FORMATS.write(
        file,
        Contents.of(
            Scan.of(new int[] {5, 4, 1}, AxisOrder.FIRST_FASTEST, Voxels.ofLabels(new byte[20]))),
        true);
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer in = ByteBuffer.wrap(bytes).order(order(bytes));
    int place = tag == 317 || tag == 266 ? entry(in, 339) : entry(in, tag);
    in.putShort(place, (short) tag);
    in.putInt(place + 8, value);
    return Files.write(file, bytes);
  }

  private static ByteOrder order(byte[] bytes) {
    return bytes[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
  }

  /** The place of a field in the first page, or of the one that follows it. */
  private static int entry(ByteBuffer in, int tag) {
    int place = in.getInt(4) + 2;
    while (Short.toUnsignedInt(in.getShort(place)) < tag) {
      place += 12;
    }
    return place;
  }
}

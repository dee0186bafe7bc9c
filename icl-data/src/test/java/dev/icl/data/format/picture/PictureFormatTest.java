package dev.icl.data.format.picture;

import static dev.icl.data.format.picture.JdkPictures.HEIGHT;
import static dev.icl.data.format.picture.JdkPictures.WIDTH;
import static dev.icl.data.format.picture.JdkPictures.drawn;
import static dev.icl.data.format.picture.JdkPictures.requireSame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Shape;
import dev.icl.data.format.Contents;
import dev.icl.data.format.ReadLimits;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.VoxelType;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures that the JDK's own writers made. */
class PictureFormatTest {
  private static final VolumeFormats FORMATS = VolumeFormats.installed();

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
        .isEqualTo(
            Shape.of(bands == 1 ? new int[] {WIDTH, HEIGHT, 1} : new int[] {WIDTH, HEIGHT, 1, 3}));
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

    assertThat(scan.shape()).isEqualTo(Shape.of(WIDTH, HEIGHT, 3));
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
    Contents contents = FORMATS.read(written(ending, "", false, inFourColours()));

    Scan image = contents.image().orElseThrow();
    assertThat(image.shape()).isEqualTo(Shape.of(WIDTH, HEIGHT, 1, 3));
    assertThat(List.of(image.at(2, 0, 0, 0), image.at(2, 0, 0, 1), image.at(2, 0, 0, 2)))
        .containsExactly(10.0, 20.0, 30.0);
    Scan labels = contents.label().orElseThrow();
    assertThat(labels.shape()).isEqualTo(Shape.of(WIDTH, HEIGHT, 1));
    assertThat(Arrays.copyOf(labels.voxels().toBytes(), 5)).containsExactly(0, 1, 2, 3, 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "tif"})
  void theColoursOfAPaletteCountAgainstTheLimit(String ending) throws IOException {
    Path file = written(ending, "", false, inFourColours());
    long bytes = 3L * WIDTH * HEIGHT;

    assertThatThrownBy(() -> FORMATS.read(file, ReadLimits.standard().withVoxelBytes(bytes - 1)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("claims the shape [37, 29, 1, 3] of uint8, more than the limit");
    assertThat(FORMATS.read(file, ReadLimits.standard().withVoxelBytes(bytes)).label()).isPresent();
  }

  private static BufferedImage inFourColours() {
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
    return picture;
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
    assertThat(FORMATS.readImage(file).shape()).isEqualTo(Shape.of(WIDTH, HEIGHT, 1, 3));
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
    assertThat(scan.shape()).isEqualTo(Shape.of(WIDTH, HEIGHT, 1, 3));
    assertThat(scan.at(20, 0, 0, 2)).isEqualTo(20 * 77 & 0xff);

    picture.setRGB(1, 1, 0x80123456);
    Path transparent = written(ending, "", false, picture);
    assertThatThrownBy(() -> FORMATS.read(transparent))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("has transparent pixels");
  }

  @Test
  void sizesAreNotBelieved() throws IOException {
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

  private Path written(String ending, String compression, boolean tiled, BufferedImage... pages)
      throws IOException {
    return JdkPictures.written(folder, ending, compression, tiled, pages);
  }
}

package dev.icl.data.format.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Shape;
import dev.icl.data.format.Contents;
import dev.icl.data.format.ReadLimits;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that h5py wrote in every layout that is read; all hold 100 z + 10 y + x. */
class Hdf5FormatTest {
  private final Hdf5Format format = new Hdf5Format();

  static List<Path> images() {
    return Hdf5Files.good().stream().filter(f -> !f.toString().contains("mask")).toList();
  }

  @ParameterizedTest
  @MethodSource("images")
  void readsEveryLayoutIndexAndFilter(Path file) {
    Scan image = format.read(file, ReadLimits.standard()).image().orElseThrow();

    assertThat(image.shape()).isEqualTo(Shape.of(3, 4, 5));
    for (int z = 0; z < 3; z++) {
      for (int y = 0; y < 4; y++) {
        for (int x = 0; x < 5; x++) {
          assertThat(image.at(z, y, x)).isEqualTo(100 * z + 10 * y + x);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "contiguous_f8.h5, float64",
    "chunked_gzip_f4.h5, float32",
    "shuffle_gzip_fletcher_i2.h5, int16",
    "chunked_plain_u2.h5, uint16",
    "bigendian_i4.h5, int32",
    "user_block_u8.h5, uint64"
  })
  void keepsTheTypeOfTheFile(String name, String type) {
    Scan image = read(name).image().orElseThrow();

    assertThat(image.voxels().type().label()).isEqualTo(type);
  }

  @Test
  void readsTheLabelMapBesideTheImage() {
    Scan label = read("chunked_gzip_f4.h5").label().orElseThrow();

    assertThat(label.labels(AxisOrder.LAST_FASTEST, 4)).startsWith(0, 1, 2, 3, 0, 2, 3, 0, 1, 2);
  }

  @Test
  void readsAMaskOfBooleansAsLabels() {
    Contents contents = read("mask_bool.h5");

    assertThat(contents.image()).isEmpty();
    assertThat(contents.label().orElseThrow().labels(AxisOrder.LAST_FASTEST, 2))
        .startsWith(1, 0, 1, 0, 1, 1, 0, 1, 0, 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          refused_lzf.h5       | In FILE 'image' is stored with the filters [32000], but only gzip, shuffle and fletcher32 can be read: repack it (h5repack -f GZIP=4).
          refused_float16.h5   | In FILE 'image' is of a type that cannot be read: allowed are integers of 8 to 64 bits, float32 and float64.
          refused_complex.h5   | In FILE 'image' is of a type that cannot be read: allowed are integers of 8 to 64 bits, float32 and float64.
          refused_text.h5      | In FILE 'image' is of a type that cannot be read: allowed are integers of 8 to 64 bits, float32 and float64.
          refused_scalar.h5    | In FILE 'image' is a single number: it must be an array.
          refused_unwritten.h5 | In FILE 'image' lacks voxels that were never written: the file is unfinished; fetch it again.
          refused_group.h5     | In FILE 'image' is no dataset: it must be an array of numbers.
          refused_names.h5     | FILE has no dataset 'image', 'label' or 'mask': store one of them there.
          """)
  void saysWhatCannotBeRead(String name, String sentence) {
    assertThatThrownBy(() -> read(name))
        .isInstanceOf(UserException.class)
        .hasMessage(sentence.replace("FILE", Hdf5Files.folder().resolve(name).toString()));
  }

  @Test
  void aLimitOnVoxelsHoldsBeforeAnyIsRead() {
    ReadLimits limits = ReadLimits.standard().withVoxelBytes(100);

    assertThatThrownBy(() -> format.read(Hdf5Files.folder().resolve("chunked_gzip_f4.h5"), limits))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("claims the shape [3, 4, 5] of float32, more than the limit of 100");
  }

  private Contents read(String name) {
    return format.read(Hdf5Files.folder().resolve(name), ReadLimits.standard());
  }
}

package dev.icl.data.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Shape;
import dev.icl.data.format.Contents;
import dev.icl.data.format.VolumeFormat;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.sample.Sample;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.SliceAxis;
import dev.icl.data.scan.Voxels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Slices in files of a format whose voxels have a scale, as a plug-in may bring one. */
class SliceStackTest {
  @TempDir private Path root;
  private final VolumeFormat format = mock(VolumeFormat.class);

  @BeforeEach
  void aFormatWithImagesAndLabels() {
    when(format.name()).thenReturn("scaled");
    when(format.extensions()).thenReturn(List.of(".scaled"));
    when(format.recognises(any())).thenReturn(true);
    when(format.files(any())).thenAnswer(call -> List.of(call.<Path>getArgument(0)));
  }

  @Test
  void slicesOfOneScaleAreOneScan() throws IOException {
    assertThat(read(slice("s1.scaled", 2, 5), slice("s2.scaled", 2, 5)).image())
        .containsExactly(5, 7, 9, 11, 5, 7, 9, 11);
  }

  @ParameterizedTest
  @CsvSource({"3, 5", "2, 6"})
  void slicesOfTwoScalesAreNone(double slope, double intercept) throws IOException {
    Path first = slice("s1.scaled", 2, 5);
    Path second = slice("s2.scaled", slope, intercept);

    assertThatThrownBy(() -> read(first, second))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "In %s 'image' is stored * %s + %s, but in %s stored * 2.0 + 5.0: all slices of a scan"
                    .formatted(second, slope, intercept, first)
                + " must be scaled alike.");
  }

  private Sample read(Path... slices) {
    return new CaseReader(
            ReadingRules.of(List.of("background", "lesion"), SliceAxis.FIRST),
            new VolumeFormats(List.of(format)))
        .sample(ScanCase.together("s", "s", List.of(slices)), true);
  }

  private Path slice(String name, double slope, double intercept) throws IOException {
    Path file = Files.writeString(root.resolve(name), name);
    Shape shape = Shape.of(2, 2);
    Scan image =
        Scan.of(shape, AxisOrder.LAST_FASTEST, Voxels.of(0, 1, 2, 3).scaled(slope, intercept));
    Scan label = Scan.of(shape, AxisOrder.LAST_FASTEST, Voxels.ofLabels(new byte[4]));
    when(format.read(eq(file), any())).thenReturn(Contents.of(image, label));
    return file;
  }
}

package dev.icl.data.format.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.fuzz.Fuzz;
import dev.icl.core.random.RandomKey;
import dev.icl.data.format.ReadLimits;
import dev.icl.data.format.VolumeFormats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged files: each is read, or refused in one sentence that names it. */
class DicomFuzzTest {
  private static final ReadLimits LIMITS =
      ReadLimits.standard().withVoxelBytes(1 << 22).withFileBytes(1 << 20);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "implicit",
        "big",
        "deflated",
        "rle",
        "jpeg-lossless",
        "jpegls",
        "j2k",
        "jpeg-8",
        "jpeg-12"
      })
  @Timeout(3600)
  void everyMutationOfASliceIsReadOrRefused(String syntax) throws IOException {
    byte[] valid = Files.readAllBytes(DicomResources.of(syntax).resolve("im0.dcm"));

    run(List.of(valid), syntax, Fuzz.mutations(1_000));
  }

  @Test
  @Timeout(3600)
  void everyMutationOfManyFramesIsReadOrRefused() throws IOException {
    List<byte[]> valid = new ArrayList<>();
    for (String name : List.of("enhanced", "enhanced-rle")) {
      valid.add(Files.readAllBytes(DicomResources.of(name).resolve("frames.dcm")));
    }

    run(valid, "frames", Fuzz.mutations(1_000));
  }

  /** Mutations of the compressed samples alone, which those of the whole seldom reach. */
  @ParameterizedTest
  @ValueSource(strings = {"rle", "jpeg-lossless", "jpegls", "j2k", "jpeg-8"})
  @Timeout(3600)
  void everyMutationOfCompressedSamplesIsReadOrRefused(String syntax) throws IOException {
    byte[] valid = Files.readAllBytes(DicomResources.of(syntax).resolve("im0.dcm"));
    int begin = pixels(valid);
    byte[] samples = Arrays.copyOfRange(valid, begin, valid.length);
    Path file = folder.resolve("mutation.dcm");
    Fuzz fuzz =
        new Fuzz(
            file,
            DicomFuzzTest::read,
            (original, mutation) -> {
              byte[] whole = Arrays.copyOf(valid, begin + mutation.length);
              System.arraycopy(mutation, 0, whole, begin, mutation.length);
              return whole;
            });
    int count = Fuzz.mutations(1_000);

    Fuzz.Outcome outcome =
        fuzz.run(List.of(samples), RandomKey.of(6).child("samples").child(syntax), count);

    System.out.println("DICOM samples of " + syntax + ": " + outcome);
    assertThat(outcome.read() + outcome.refused()).isEqualTo(count);
  }

  @Test
  @Timeout(3600)
  void everyMutationAmongTheSlicesOfASeriesIsReadOrRefused() throws IOException {
    Path series = Files.createDirectory(folder.resolve("mutation.series"));
    for (String name : List.of("im1.dcm", "im2.dcm", "im3.dcm")) {
      Files.copy(DicomResources.of("explicit").resolve(name), series.resolve(name));
    }
    byte[] valid = Files.readAllBytes(DicomResources.of("explicit").resolve("im0.dcm"));
    Fuzz fuzz =
        new Fuzz(
            series.resolve("mutation.dcm"),
            file -> VolumeFormats.installed().read(series, LIMITS),
            (original, mutation) -> mutation);
    int count = Fuzz.mutations(500);

    Fuzz.Outcome outcome = fuzz.run(List.of(valid), RandomKey.of(6).child("series"), count);

    System.out.println("DICOM series: " + outcome);
    assertThat(outcome.read()).isPositive();
    assertThat(outcome.refused()).isPositive();
  }

  private void run(List<byte[]> valid, String name, int count) throws IOException {
    Fuzz fuzz = new Fuzz(folder.resolve("mutation.dcm"), DicomFuzzTest::read, (original, m) -> m);

    Fuzz.Outcome outcome = fuzz.run(valid, RandomKey.of(6).child(name), count);

    System.out.println("DICOM " + name + ": " + outcome);
    assertThat(outcome.read()).isPositive();
    assertThat(outcome.read() + outcome.refused()).isEqualTo(count);
  }

  private static void read(Path file) {
    VolumeFormats.installed().readImage(file, LIMITS);
  }

  /** The place at which the content of the pixel data begins. */
  private static int pixels(byte[] file) {
    for (int at = 0; at < file.length - 12; at++) {
      if (file[at] == (byte) 0xe0 && file[at + 1] == 0x7f && file[at + 2] == 0x10) {
        return at + 12;
      }
    }
    throw new IllegalStateException("no samples");
  }
}

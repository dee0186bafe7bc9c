package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.app.training.PhantomFolder;
import dev.icl.cli.Cli.Outcome;
import dev.icl.data.format.Contents;
import dev.icl.data.format.VolumeFormats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings on scans that have one name and are not the same, and on copies of one scan. */
class TwoHospitalsTest {
  @TempDir private Path folder;

  /** Other patients in b than in a; those of a in its copy, elsewhere. */
  @BeforeEach
  void folders() throws IOException {
    new PhantomFolder(folder.resolve("all")).write(6, 6);
    for (String part : List.of("images", "labels")) {
      for (int i = 1; i <= 3; i++) {
        copy("all/%s/case%02d.nii.gz".formatted(part, i), "a/%s/case%02d.nii.gz", part, i);
        copy("all/%s/case%02d.nii.gz".formatted(part, i), "copy/%s/case%02d.nii.gz", part, i);
        copy("all/%s/case%02d.nii.gz".formatted(part, i + 3), "b/%s/case%02d.nii.gz", part, i);
      }
    }
    Files.writeString(
        folder.resolve("split.yaml"),
        "{labeled: [case01], unlabeled: [case02], validation: [case03]}");
  }

  @Test
  void theyAreNeitherComparedNorPaired() throws IOException {
    trained("one", "a", 1);
    trained("two", "b", 1);

    Outcome compared = icl("compare", runs("one"), runs("two"));
    String report = report();

    assertThat(compared.code()).isEqualTo(2);
    assertThat(compared.err())
        .contains("different reference label maps in 1 of 1 common case, such as case03");
    assertThat(report).contains("configuration A", "configuration B", "measured:");
  }

  @Test
  void copiesOfOneDatasetAreOneWhereverTheyLie() throws IOException {
    trained("one", "a", 1);
    trained("two", "copy", 2);

    assertThat(icl("compare", runs("one"), runs("two")).err()).isEmpty();
    assertThat(report()).doesNotContain("configuration B", "measured:");
  }

  @Test
  void scoresOnAnotherFormatsFilesOfTheSameScansAreCompared() throws IOException {
    trained("one", "a", 1);
    for (String part : List.of("images", "labels")) {
      convert(folder.resolve("copy").resolve(part), part.equals("labels"));
    }
    evaluate("one", folder.resolve("again"), "--set", "data.root=copy");

    Outcome compared = icl("compare", runs("one"), folder.resolve("again").toString());

    assertThat(compared.err()).isEmpty();
    assertThat(compared.out()).contains("1 case of 1 patient in both");
  }

  private void trained(String run, String root, int seed) {
    Outcome outcome =
        new Cli(folder)
            .train(
                "runs/" + run,
                "--set",
                "method.name=supervised",
                "--set",
                "seed=" + seed,
                "--set",
                "data={name: folder, root: %s, split: split.yaml, classes: [background, RV, Myo, LV]}"
                    .formatted(root));
    assertThat(outcome.code()).as(outcome.err()).isZero();
    evaluate(run, folder.resolve("runs").resolve(run).resolve("evaluation"));
  }

  private void evaluate(String run, Path out, String... more) {
    Outcome outcome =
        icl(
            Stream.concat(
                    Stream.of("evaluate", "--checkpoint", runs(run), "--out", out.toString()),
                    Stream.of(more))
                .toArray(String[]::new));
    assertThat(outcome.code()).as(outcome.err()).isZero();
  }

  private String report() throws IOException {
    Path out = folder.resolve("report");
    Outcome outcome = icl("report", folder.resolve("runs").toString(), "--out", out.toString());
    assertThat(outcome.code()).as(outcome.err()).isZero();
    return Files.readString(out.resolve("report.md"));
  }

  private Outcome icl(String... arguments) {
    return new Cli(folder).run(arguments);
  }

  private String runs(String run) {
    return folder.resolve("runs").resolve(run).toString();
  }

  private void copy(String from, String to, String part, int number) throws IOException {
    Path file = folder.resolve(to.formatted(part, number));
    Files.createDirectories(file.getParent());
    Files.copy(folder.resolve(from), file);
  }

  /** From NIfTI to NRRD. */
  private static void convert(Path scans, boolean labels) throws IOException {
    VolumeFormats formats = VolumeFormats.installed();
    for (int i = 1; i <= 3; i++) {
      Path packed = scans.resolve("case%02d.nii.gz".formatted(i));
      Path plain = scans.resolve("case%02d.nrrd".formatted(i));
      formats.write(plain, Contents.of(formats.readImage(packed)), labels);
      Files.delete(packed);
    }
  }
}

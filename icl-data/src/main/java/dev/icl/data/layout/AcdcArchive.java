package dev.icl.data.layout;

import dev.icl.core.error.UserException;
import dev.icl.core.io.TextFile;
import dev.icl.core.settings.NoSettings;
import dev.icl.data.DatasetLayout;
import dev.icl.data.catalog.Catalog;
import dev.icl.data.catalog.DatasetDiagnostics;
import dev.icl.data.catalog.Patients;
import dev.icl.data.catalog.PlacedCase;
import dev.icl.data.catalog.ReadingRules;
import dev.icl.data.catalog.ScanCase;
import dev.icl.data.catalog.Subset;
import dev.icl.data.preprocess.IntensityRule;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.SliceAxis;
import dev.icl.data.settings.DataConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * ACDC as its challenge hands it out:
 *
 * <pre>
 * [training/]patient001/Info.cfg                           ED: 1 and ES: 12 name the two frames
 * [training/]patient001/patient001_frame01.nii.gz          an image; patient001_4d.nii.gz is not used
 * [training/]patient001/patient001_frame01_gt.nii.gz       its label map, if there is one
 * testing/patient101/...                                   if there: the test patients
 * </pre>
 *
 * <p>Images are scaled to [0, 1] volume by volume.
 */
public final class AcdcArchive implements DatasetLayout<NoSettings> {
  private static final List<String> CLASSES = List.of("background", "RV", "Myo", "LV");
  private static final Pattern PATIENT = Pattern.compile("patient[0-9]+");
  private static final Pattern IMAGE =
      Pattern.compile("(patient[0-9]+_frame([0-9]+))(_gt)?\\.nii(\\.gz)?");
  private static final Pattern FRAME =
      Pattern.compile("(?m)^(?:\u00ef\u00bb\u00bf)?\\s*(E[DS])\\s*:\\s*([0-9]{1,6})\\s*$");

  @Override
  public String name() {
    return "acdc";
  }

  @Override
  public String description() {
    return "cardiac MR of the ACDC challenge, the official archive";
  }

  @Override
  public NoSettings defaults() {
    return new NoSettings();
  }

  @Override
  public boolean recognises(Path root) {
    return Stream.of(root, root.resolve("training"))
        .filter(Files::isDirectory)
        .flatMap(f -> patients(f, new DatasetDiagnostics()).stream())
        .anyMatch(AcdcArchive::isPatient);
  }

  /** Other archives number their patients so, too. */
  private static boolean isPatient(Path folder) {
    return Folders.files(folder).stream()
        .map(Folders::name)
        .anyMatch(name -> name.equals("Info.cfg") || IMAGE.matcher(name).matches());
  }

  private static List<Path> patients(Path folder, DatasetDiagnostics findings) {
    return Folders.folders(folder, f -> PATIENT.matcher(Folders.name(f)).matches(), findings);
  }

  @Override
  public ReadingRules inputs(NoSettings settings, DataConfig data, AxisOrder order) {
    return ReadingRules.inputs(order).with(IntensityRule.minMax()).along(data.sliceAxis());
  }

  @Override
  public Catalog catalog(
      NoSettings settings, DataConfig config, Path root, DatasetDiagnostics findings) {
    Path training = root.resolve("training");
    Patients rule = Patients.of(config, Patients.FRAMES);
    List<ScanCase> cases = cases(Files.isDirectory(training) ? training : root, rule, findings);
    List<ScanCase> test =
        Files.isDirectory(root.resolve("testing"))
            ? cases(root.resolve("testing"), rule, findings)
            : List.of();
    ReadingRules rules =
        ReadingRules.of(CLASSES, SliceAxis.THIRD)
            .with(IntensityRule.minMax())
            .along(config.sliceAxis());
    return new Catalog(name(), root, rules, place(cases, test, config, findings));
  }

  private static List<PlacedCase> place(
      List<ScanCase> cases, List<ScanCase> test, DataConfig config, DatasetDiagnostics findings) {
    if (!config.split().isBlank()) {
      List<ScanCase> all = new ArrayList<>(cases);
      all.addAll(test);
      return BenchmarkLists.seeded(all, config, findings);
    }
    List<PlacedCase> placed = new ArrayList<>(BenchmarkLists.seeded(cases, config, findings));
    // those of the challenge's own test patients that have label maps
    test.forEach(c -> placed.add(new PlacedCase(c, c.hasLabel() ? Subset.TEST : Subset.UNUSED)));
    return placed;
  }

  private static List<ScanCase> cases(Path folder, Patients rule, DatasetDiagnostics findings) {
    List<ScanCase> cases = new ArrayList<>();
    for (Path patient : patients(folder, findings)) {
      List<ScanCase> frames = frames(patient, rule, findings);
      checkInfo(patient, findings);
      cases.addAll(frames);
    }
    return cases;
  }

  private static List<ScanCase> frames(Path patient, Patients rule, DatasetDiagnostics findings) {
    List<Path> files = Folders.files(patient);
    refuseOtherLabels(files, findings);
    List<ScanCase> cases = new ArrayList<>();
    for (Path file : files) {
      Matcher match = IMAGE.matcher(Folders.name(file));
      if (match.matches()) {
        String name = match.group(1);
        if (match.group(3) == null) {
          Optional<Path> label =
              file(files, name + "_gt").flatMap(l -> Folders.readable(l, findings));
          Folders.readable(file, findings)
              .ifPresent(i -> cases.add(ScanCase.pair(name, rule.of(name), i, label)));
        } else if (file(files, name).isEmpty()) {
          findings.add(
              "The label map %s has no image %s.nii.gz beside it: restore the image, or remove the label map."
                  .formatted(file, name));
        }
      }
    }
    return cases;
  }

  /** Refuses files that are label maps by their name but not by their ending. */
  private static void refuseOtherLabels(List<Path> files, DatasetDiagnostics findings) {
    files.stream()
        .filter(f -> Folders.name(f).matches("patient[0-9]+_frame[0-9]+_gt\\..*"))
        .filter(f -> !IMAGE.matcher(Folders.name(f)).matches())
        .forEach(
            f ->
                findings.add(
                    "%s is no label map that is read here: convert it to .nii.gz, or remove it."
                        .formatted(f)));
  }

  private static Optional<Path> file(List<Path> files, String stem) {
    return files.stream()
        .filter(f -> Folders.name(f).matches(Pattern.quote(stem) + "\\.nii(\\.gz)?"))
        .findFirst();
  }

  /** The frames that {@code Info.cfg} calls end of diastole and of systole must be there. */
  private static void checkInfo(Path patient, DatasetDiagnostics findings) {
    Path info = patient.resolve("Info.cfg");
    if (!Files.isRegularFile(info)) {
      findings.add(
          "%s does not exist: restore it from the archive, or remove the patient's folder."
              .formatted(info));
      return;
    }
    List<Path> files = Folders.files(patient);
    Matcher match = FRAME.matcher(text(info));
    while (match.find()) {
      String frame = String.format(Locale.ROOT, "_frame%02d", Integer.parseInt(match.group(2)));
      if (files.stream().noneMatch(f -> Folders.name(f).matches(".*" + frame + "\\.nii(\\.gz)?"))) {
        findings.add(
            "%s names frame %s as %s, but %s%s.nii.gz does not exist: restore it from the archive."
                .formatted(
                    info,
                    match.group(2),
                    match.group(1),
                    patient.resolve(Folders.name(patient)),
                    frame));
      }
    }
  }

  private static String text(Path info) {
    try {
      return new String(TextFile.bytes(info), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UserException("%s cannot be read: check its permissions.".formatted(info), e);
    }
  }
}

package dev.icl.data.layout;

import dev.icl.core.error.NearestName;
import dev.icl.core.io.FileTrouble;
import dev.icl.data.catalog.DatasetDiagnostics;
import dev.icl.data.catalog.Patients;
import dev.icl.data.catalog.ScanCase;
import dev.icl.data.format.VolumeFormats;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The scans of an {@link ImageFolder}: images, and the label maps that belong to them.
 *
 * @param formats of files
 * @param findings receives what does not fit
 */
record FolderListing(VolumeFormats formats, DatasetDiagnostics findings) {
  static final String IMAGES = "images";
  private static final String LABELS = "labels";

  List<ScanCase> cases(Path root, Patients patients) {
    Path folder = root.resolve(IMAGES);
    Optional<String> trouble = FileTrouble.ofFolder(folder);
    if (trouble.isPresent()) {
      findings.add(
          "%s %s: set data.root to the folder that holds images/ and labels/."
              .formatted(folder, trouble.get()));
      return List.of();
    }
    CaseFiles images = CaseFiles.of(folder, formats, findings);
    Path labelFolder = root.resolve(LABELS);
    CaseFiles labels = labels(labelFolder);
    labels
        .readable()
        .forEach(
            (stem, label) -> {
              if (!images.names(stem)) {
                findings.add(orphan(stem, label, folder, images));
              }
            });
    OtherFiles others = new OtherFiles(formats, findings);
    others.amongImages(folder, images);
    others.amongLabels(labelFolder, labels, images);
    if (images.isEmpty()) {
      findings.add(
          "%s holds no image: put files of a known format there, such as CASE.nii.gz."
              .formatted(folder));
    }
    List<ScanCase> cases = new ArrayList<>();
    images
        .readable()
        .forEach(
            (stem, image) ->
                cases.add(
                    ScanCase.pair(stem, patients.of(stem), image, label(stem, image, labels))));
    return cases;
  }

  /** Without the folder no scan has a label map; with a link to nothing nobody knows. */
  private CaseFiles labels(Path folder) {
    Optional<String> trouble = FileTrouble.ofFolder(folder);
    if (trouble.isEmpty()) {
      return CaseFiles.of(folder, formats, findings);
    }
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      findings.add(
          "%s %s: put the label maps there, or remove it.".formatted(folder, trouble.get()));
    }
    return CaseFiles.none();
  }

  private static String orphan(String stem, Path label, Path folder, CaseFiles images) {
    String question =
        images
            .resembling(stem)
            .map("; did you mean '%s'?"::formatted)
            .orElseGet(() -> NearestName.question(stem, images.stems()));
    return "The label map %s has no image '%s' in %s%s"
        .formatted(
            label,
            stem,
            folder,
            question.isEmpty() ? ": add it, or remove the label map." : question);
  }

  /** The file in {@code labels/}, or the image's own where that holds both. */
  private Optional<Path> label(String stem, Path image, CaseFiles labels) {
    Path apart = labels.readable().get(stem);
    if (apart != null || labels.lost().contains(stem)) {
      return Optional.ofNullable(apart);
    }
    return formats.holdsLabel(image) ? Optional.of(image) : Optional.empty();
  }
}

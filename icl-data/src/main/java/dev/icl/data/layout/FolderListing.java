package dev.icl.data.layout;

import dev.icl.core.error.NearestName;
import dev.icl.core.error.UserException;
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
 * The scans of two folders: images, and the label maps that belong to them.
 *
 * @param images name of the folder of images
 * @param labels name of the folder of label maps
 * @param channels names of an image's channels, in files of their own; none or one where an image
 *     is in a file of its case's name
 * @param formats of files
 * @param findings receives what does not fit
 */
record FolderListing(
    String images,
    String labels,
    List<String> channels,
    VolumeFormats formats,
    DatasetDiagnostics findings) {
  static final String IMAGES = "images";
  static final String LABELS = "labels";

  List<ScanCase> cases(Path root, Patients patients) {
    Path folder = root.resolve(images);
    Optional<String> trouble = FileTrouble.ofFolder(folder);
    if (trouble.isPresent()) {
      findings.add(
          "%s %s: set data.root to the folder that holds %s/ and %s/."
              .formatted(folder, trouble.get(), images, labels));
      return List.of();
    }
    CaseFiles named = CaseFiles.of(folder, formats, findings);
    ChannelCases scans =
        numbered() ? ChannelCases.numbered(named, channels, findings) : ChannelCases.single(named);
    CaseFiles cases = scans.cases();
    Path labelFolder = root.resolve(labels);
    CaseFiles maps = labels(labelFolder);
    maps.readable()
        .forEach(
            (stem, label) -> {
              if (!cases.names(stem)) {
                findings.add(orphan(stem, label, folder, cases));
              }
            });
    OtherFiles others = new OtherFiles(formats, findings);
    others.amongImages(folder, cases);
    others.amongLabels(labelFolder, maps, cases);
    if (cases.isEmpty()) {
      findings.add(
          "%s holds no image: put files of a known format there, such as CASE.nii.gz."
              .formatted(folder));
    }
    List<ScanCase> listed = new ArrayList<>();
    scans
        .files()
        .forEach(
            (stem, files) ->
                listed.add(
                    ScanCase.channels(
                        stem,
                        patients.of(stem, () -> told(files.get(0))),
                        files,
                        label(stem, files.get(0), maps))));
    return listed;
  }

  /** The patient that a file tells, as DICOM does. */
  private Optional<String> told(Path file) {
    try {
      return formats.patient(file);
    } catch (UserException e) {
      return Optional.empty(); // reading it tells what is wrong
    }
  }

  private boolean numbered() {
    return !channels.isEmpty();
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
  private Optional<Path> label(String stem, Path image, CaseFiles maps) {
    Path apart = maps.readable().get(stem);
    if (apart != null || maps.lost().contains(stem)) {
      return Optional.ofNullable(apart);
    }
    return formats.holdsLabel(image) ? Optional.of(image) : Optional.empty();
  }
}

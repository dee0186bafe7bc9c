package dev.icl.data.layout;

import dev.icl.core.error.UserException;
import dev.icl.core.io.FileNames;
import dev.icl.core.text.Names;
import dev.icl.data.catalog.DatasetDiagnostics;
import dev.icl.data.format.VolumeFormats;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Files among images or label maps whose ending belongs to no known format. A scan that another
 * program wrote must not be passed over without a word; a table or a readme may, and is listed.
 */
final class OtherFiles {
  private static final int MOST_NAMES = 5;

  /** Endings of images in formats that are not read, and of packed files. */
  private static final Set<String> IMAGES =
      Set.of(
          "mgz", "mgh", "mnc", "nii", "jpg", "jpeg", "bmp", "npy", "npz", "mat", "vtk", "vti",
          "zarr", "gipl", "par", "rec", "gz", "bz2", "xz", "zst", "zip", "7z", "tar", "rar");

  /** Endings of what describes a scan and is none. */
  private static final Set<String> SIDECARS =
      Set.of(
          "json", "txt", "csv", "tsv", "md", "yaml", "yml", "xml", "log", "bval", "bvec", "html",
          "pdf", "xlsx", "ini", "cfg", "sha256", "md5");

  private final VolumeFormats formats;
  private final DatasetDiagnostics findings;

  OtherFiles(VolumeFormats formats, DatasetDiagnostics findings) {
    this.formats = formats;
    this.findings = findings;
  }

  /** Judges those among images. */
  void amongImages(Path folder, CaseFiles images) {
    judge(folder, images.others(), images, images.stems());
  }

  /**
   * Judges those among label maps.
   *
   * @param labels the label maps that exist
   * @param images the images whose label maps may be meant
   */
  void amongLabels(Path folder, CaseFiles labels, CaseFiles images) {
    judge(folder, labels.others(), images, labels.stems());
  }

  private void judge(Path folder, List<Path> others, CaseFiles images, Set<String> labelled) {
    List<Path> data = others.isEmpty() ? List.of() : detached(folder, images);
    List<String> ignored = new ArrayList<>();
    for (Path file : others) {
      if (data.contains(file)) {
        continue;
      }
      String ending = ending(file);
      boolean sidecar = SIDECARS.contains(ending);
      boolean meant =
          !sidecar && images.caseOf(file).filter(c -> !labelled.contains(c)).isPresent();
      if (Files.isDirectory(file) && !IMAGES.contains(ending)) {
        ignored.add(Folders.name(file) + "/");
      } else if (IMAGES.contains(ending) || meant) {
        findings.add(
            "%s is in no known image format: convert it to one, such as .nii.gz, or move it elsewhere."
                .formatted(file));
      } else {
        ignored.add(Folders.name(file));
      }
    }
    if (!ignored.isEmpty()) {
      findings.note(
          "What has no ending of an image format is ignored in %s: %s."
              .formatted(folder, Names.some(ignored, MOST_NAMES)));
    }
  }

  /** Voxels that the headers of the folder have in files of their own. */
  private List<Path> detached(Path folder, CaseFiles images) {
    return Stream.concat(images.readable().values().stream(), Folders.entries(folder).stream())
        .filter(f -> Folders.name(f).toLowerCase(Locale.ROOT).matches(".*\\.(nhdr|mhd)"))
        .distinct()
        .flatMap(f -> files(f).stream())
        .map(Path::normalize)
        .toList();
  }

  private List<Path> files(Path header) {
    try {
      return formats.files(header);
    } catch (UserException e) {
      return List.of(); // reading the header reports what is wrong with it
    }
  }

  private static String ending(Path file) {
    String name = FileNames.composed(Folders.name(file)).toLowerCase(Locale.ROOT);
    return name.substring(name.lastIndexOf('.') + 1);
  }
}

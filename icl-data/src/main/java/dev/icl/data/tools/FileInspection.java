package dev.icl.data.tools;

import dev.icl.core.error.UserException;
import dev.icl.data.format.Contents;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.scan.Affine;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.StoredForms;
import dev.icl.data.scan.Voxels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads single image files and says what is in them. */
public final class FileInspection {
  private static final int MOST_LABELS = 32;

  private final VolumeFormats formats;

  /** An inspection of files of these formats. */
  public FileInspection(VolumeFormats formats) {
    this.formats = formats;
  }

  /**
   * The scans that a path stands for: itself, or those that the files of a folder make together.
   *
   * @throws UserException if the folder cannot be read
   */
  public List<Path> scans(Path path) {
    List<Path> scans = formats.scans(path).scans();
    return scans.isEmpty() ? List.of(path) : scans;
  }

  /**
   * The facts of a file, or of a folder that is a scan, one entry per array.
   *
   * @throws UserException if it cannot be read, or is a folder that is none
   */
  public List<FileFacts> of(Path file) {
    if (Files.isDirectory(file) && formats.scans(file).scans().isEmpty()) {
      throw new UserException(
          "%s is a folder: name files, or one folder of a dataset alone.".formatted(file));
    }
    Contents contents = formats.read(file);
    String format = formats.of(file).name();
    List<FileFacts> facts = new ArrayList<>();
    contents.image().ifPresent(scan -> facts.add(facts(file, "image", format, scan)));
    contents.label().ifPresent(scan -> facts.add(facts(file, "label", format, scan)));
    return facts;
  }

  private static FileFacts facts(Path file, String array, String format, Scan scan) {
    Voxels voxels = scan.voxels();
    Moments moments = Moments.of(voxels);
    return new FileFacts(
        file.toString(),
        array,
        format,
        scan.shape().toList(),
        scan.spacing().map(s -> Arrays.stream(s).boxed().toList()).orElse(List.of()),
        scan.affine().map(a -> a.orientation().codes()).orElse(""),
        scan.forms().map(FileInspection::forms).orElse(Map.of()),
        voxels.type().label(),
        voxels.slope(),
        voxels.intercept(),
        moments.min(),
        moments.max(),
        moments.mean(),
        moments.std(),
        histogram(voxels),
        scan.notes());
  }

  private static Map<String, FileFacts.Form> forms(StoredForms forms) {
    Map<String, FileFacts.Form> both = new LinkedHashMap<>();
    both.put("sform", form(forms.sformCode(), forms.sform()));
    both.put("qform", form(forms.qformCode(), forms.qform()));
    return both;
  }

  private static FileFacts.Form form(int code, Optional<Affine> matrix) {
    return new FileFacts.Form(
        code,
        matrix.map(m -> m.orientation().codes()).orElse(""),
        matrix.map(m -> Arrays.stream(m.rows()).boxed().toList()).orElse(List.of()));
  }

  /** Empty as soon as a value is no label, or there are too many of them. */
  private static Map<Integer, Long> histogram(Voxels voxels) {
    Map<Integer, Long> counts = new TreeMap<>();
    for (int i = 0; i < voxels.size(); i++) {
      int label = voxels.labelAt(i);
      if (label < 0) {
        return Map.of();
      }
      counts.merge(label, 1L, Long::sum);
      if (counts.size() > MOST_LABELS) {
        return Map.of();
      }
    }
    return counts;
  }
}

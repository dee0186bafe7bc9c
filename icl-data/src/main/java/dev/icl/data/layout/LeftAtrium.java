package dev.icl.data.layout;

import dev.icl.core.settings.NoSettings;
import dev.icl.data.DatasetLayout;
import dev.icl.data.catalog.Catalog;
import dev.icl.data.catalog.DatasetDiagnostics;
import dev.icl.data.catalog.Patients;
import dev.icl.data.catalog.ReadingRules;
import dev.icl.data.catalog.ScanCase;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.SliceAxis;
import dev.icl.data.settings.DataConfig;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The left atrium of the 2018 Atrial Segmentation Challenge, as UA-MT prepared it:
 *
 * <pre>
 * 2018LA_Seg_Training Set/ID/mri_norm2.h5   image (z-scored) and label, [x, y, z]
 * train.list, val.list, test.list           IDs, one a line; val.list or test.list may be missing
 * </pre>
 *
 * <p>Without {@code train.list} the split is drawn from a seed.
 */
public final class LeftAtrium implements DatasetLayout<NoSettings> {
  private static final String SCANS = "2018LA_Seg_Training Set";
  private static final String FILE = "mri_norm2.h5";
  private static final List<String> CLASSES = List.of("background", "LA");

  @Override
  public String name() {
    return "la";
  }

  @Override
  public String description() {
    return "the left atrium in MR of the 2018 Atrial Segmentation Challenge, as UA-MT prepared it";
  }

  @Override
  public NoSettings defaults() {
    return new NoSettings();
  }

  @Override
  public boolean recognises(Path root) {
    return Files.isDirectory(root.resolve(SCANS))
        || Folders.folders(root).stream()
            .anyMatch(f -> Files.exists(f.resolve(FILE), LinkOption.NOFOLLOW_LINKS));
  }

  @Override
  public ReadingRules inputs(NoSettings settings, DataConfig data, AxisOrder order) {
    return ReadingRules.inputs(order).along(SliceAxis.THIRD).along(data.sliceAxis());
  }

  @Override
  public Catalog catalog(
      NoSettings settings, DataConfig config, Path root, DatasetDiagnostics findings) {
    Path folder = Files.isDirectory(root.resolve(SCANS)) ? root.resolve(SCANS) : root;
    Patients patients = Patients.of(config, "^(.+)$");
    Map<String, ScanCase> cases = new LinkedHashMap<>();
    for (Path scan : Folders.folders(folder, f -> !Folders.name(f).contains("."), findings)) {
      Path file = scan.resolve(FILE);
      String name = Folders.name(scan);
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        Folders.readable(file, findings)
            .ifPresent(
                f -> cases.put(name, ScanCase.together(name, patients.of(name), List.of(f))));
      } else if (folder != root) {
        findings.add(
            "%s holds no %s: restore the file, or remove the folder.".formatted(scan, FILE));
      }
    }
    if (cases.isEmpty()) {
      findings.add(
          "%s holds no scans: set data.root to the folder that holds '%s' with a folder ID/%s a scan."
              .formatted(root, SCANS, FILE));
    }
    ReadingRules rules = ReadingRules.of(CLASSES, SliceAxis.THIRD).along(config.sliceAxis());
    BenchmarkLists lists =
        new BenchmarkLists(root, ".list", name -> folder.resolve(name).resolve(FILE));
    return new Catalog(
        name(), root, rules, lists.place(new ArrayList<>(cases.values()), config, findings));
  }
}

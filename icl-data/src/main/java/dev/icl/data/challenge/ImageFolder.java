package dev.icl.data.challenge;

import dev.icl.core.config.DataConfig;
import dev.icl.core.config.SliceAxis;
import dev.icl.core.error.NearestName;
import dev.icl.data.cases.CaseLister;
import dev.icl.data.cases.Catalog;
import dev.icl.data.cases.Findings;
import dev.icl.data.cases.LabelRule;
import dev.icl.data.cases.Patients;
import dev.icl.data.cases.Preprocessing;
import dev.icl.data.cases.ReadingRules;
import dev.icl.data.cases.ScanCase;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.scan.AxisOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Scans in a folder of their own:
 *
 * <pre>
 * images/CASE.nii.gz   an image of any known format
 * labels/CASE.nii.gz   its label map, of any known format; unlabelled scans have none
 * </pre>
 *
 * <p>A case is a file's name without its ending; its patient is that name without {@code _frame01}
 * or {@code _slice_7} at its end. Intensities are scaled to [0, 1] volume by volume.
 */
public final class ImageFolder implements CaseLister {
  private static final String IMAGES = "images";
  private static final String LABELS = "labels";

  private final VolumeFormats formats = VolumeFormats.installed();

  @Override
  public String name() {
    return "folder";
  }

  @Override
  public boolean recognises(Path root) {
    return Files.isDirectory(root.resolve(IMAGES));
  }

  @Override
  public ReadingRules inputs(DataConfig config, AxisOrder order) {
    return ReadingRules.inputs(order)
        .along(SliceAxis.THIRD)
        .with(Preprocessing.MIN_MAX)
        .along(config.sliceAxis());
  }

  @Override
  public Catalog list(Path root, DataConfig config, Findings findings) {
    List<ScanCase> cases = cases(root, Patients.of(config, Patients.FRAMES), findings);
    List<String> classes = config.classes();
    ReadingRules rules =
        new ReadingRules(
            classes,
            classes.isEmpty() ? LabelRule.any() : LabelRule.classes(classes.size()),
            config.sliceAxis() == SliceAxis.AUTO ? SliceAxis.THIRD : config.sliceAxis(),
            Preprocessing.MIN_MAX);
    return new Catalog(name(), root, rules, BenchmarkLists.seeded(cases, config, findings));
  }

  private List<ScanCase> cases(Path root, Patients patients, Findings findings) {
    Path folder = root.resolve(IMAGES);
    if (!Files.isDirectory(folder)) {
      findings.add(
          "%s does not exist: set data.root to the folder that holds images/ and labels/."
              .formatted(folder));
      return List.of();
    }
    Map<String, Path> images = byStem(folder, findings);
    Path labelFolder = root.resolve(LABELS);
    Map<String, Path> labels =
        Files.isDirectory(labelFolder) ? byStem(labelFolder, findings) : Map.of();
    labels.forEach(
        (stem, label) -> {
          if (!images.containsKey(stem)) {
            String question = NearestName.question(stem, images.keySet());
            findings.add(
                "The label map %s has no image '%s' in %s%s"
                    .formatted(
                        label,
                        stem,
                        folder,
                        question.isEmpty() ? ": add it, or remove the label map." : question));
          }
        });
    if (images.isEmpty()) {
      findings.add(
          "%s holds no image: put files of a known format there, such as CASE.nii.gz."
              .formatted(folder));
    }
    List<ScanCase> cases = new ArrayList<>();
    images.forEach(
        (stem, image) ->
            cases.add(
                ScanCase.pair(
                    stem, patients.of(stem), image, Optional.ofNullable(labels.get(stem)))));
    return cases;
  }

  private Map<String, Path> byStem(Path folder, Findings findings) {
    Map<String, Path> files = new LinkedHashMap<>();
    for (Path file : Folders.files(folder)) {
      if (!formats.knows(file)) {
        continue;
      }
      Path before = files.putIfAbsent(formats.stem(file), file);
      boolean pair =
          before != null
              && (Folders.name(before) + Folders.name(file)).matches("(?i).*\\.hdr.*\\.img.*");
      if (before != null && !pair) {
        findings.add(
            "%s and %s are both the case '%s': keep one of them."
                .formatted(before, file, formats.stem(file)));
      }
    }
    return files;
  }
}

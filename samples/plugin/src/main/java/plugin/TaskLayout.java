package plugin;

import dev.icl.core.error.UserException;
import dev.icl.core.io.FileTrouble;
import dev.icl.data.DatasetLayout;
import dev.icl.data.catalog.Catalog;
import dev.icl.data.catalog.DatasetDiagnostics;
import dev.icl.data.catalog.Patients;
import dev.icl.data.catalog.ReadingRules;
import dev.icl.data.catalog.ScanCase;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.layout.BenchmarkLists;
import dev.icl.data.layout.Folders;
import dev.icl.data.preprocess.IntensityRule;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.SliceAxis;
import dev.icl.data.settings.DataConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Scans of one structure in the folders of the Medical Segmentation Decathlon: {@code
 * imagesTr/NAME.nii.gz}, and {@code labelsTr/NAME.nii.gz} where a scan has a label map. No list
 * says what they are for: the split is drawn, or that of {@code data.split}.
 */
public final class TaskLayout implements DatasetLayout<TaskSettings> {
  private static final String IMAGES = "imagesTr";
  private static final String LABELS = "labelsTr";

  private final VolumeFormats formats = VolumeFormats.installed();

  @Override
  public String name() {
    return "task";
  }

  @Override
  public String description() {
    return "scans of one structure in imagesTr/ and labelsTr/";
  }

  @Override
  public TaskSettings defaults() {
    return new TaskSettings("lesion");
  }

  @Override
  public String rootHint() {
    return "the folder that holds imagesTr/ and labelsTr/";
  }

  /** A {@code dataset.json} beside the scans says more, for another dataset. */
  @Override
  public boolean recognises(Path root) {
    return Files.isDirectory(root.resolve(IMAGES)) && !Files.exists(root.resolve("dataset.json"));
  }

  @Override
  public ReadingRules inputs(TaskSettings settings, DataConfig data, AxisOrder order) {
    return ReadingRules.inputs(order).with(IntensityRule.minMax()).along(data.sliceAxis());
  }

  @Override
  public Catalog catalog(
      TaskSettings settings, DataConfig data, Path root, DatasetDiagnostics findings) {
    Path images = root.resolve(IMAGES);
    Optional<String> trouble = FileTrouble.ofFolder(images);
    if (trouble.isPresent()) {
      throw new UserException(
          "%s %s: set data.root to %s.".formatted(images, trouble.get(), rootHint()));
    }
    Patients patients = Patients.of(data, Patients.FRAMES);
    List<ScanCase> cases = new ArrayList<>();
    for (Path image : Folders.files(images)) {
      if (formats.knows(image) && Folders.readable(image, findings).isPresent()) {
        String name = formats.stem(image);
        Path label = root.resolve(LABELS).resolve(Folders.name(image));
        cases.add(
            ScanCase.pair(
                name, patients.of(name), image, Optional.of(label).filter(Files::exists)));
      }
    }
    if (cases.isEmpty()) {
      findings.add("%s holds no image: put files such as NAME.nii.gz there.".formatted(images));
    }
    ReadingRules rules =
        ReadingRules.of(List.of("background", settings.structure()), SliceAxis.THIRD)
            .with(IntensityRule.minMax())
            .along(data.sliceAxis());
    return new Catalog(name(), root, rules, BenchmarkLists.seeded(cases, data, findings));
  }
}

package dev.icl.data.layout;

import dev.icl.core.error.UserException;
import dev.icl.data.DatasetLayout;
import dev.icl.data.catalog.Catalog;
import dev.icl.data.catalog.DatasetDiagnostics;
import dev.icl.data.catalog.Patients;
import dev.icl.data.catalog.ReadingRules;
import dev.icl.data.catalog.ScanCase;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.settings.DataConfig;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/**
 * Scans in a folder of their own:
 *
 * <pre>
 * images/CASE.nii.gz   an image of any known format
 * labels/CASE.nii.gz   its label map, of any known format; unlabelled scans have none
 * </pre>
 *
 * <p>Where channels are named, they are in the files {@code CASE_0000}, {@code CASE_0001} and so
 * on. An HDF5 file that holds image and label map both needs no other for the label map.
 *
 * <p>A case is a file's name without its ending; its patient is determined by {@link
 * Patients#FRAMES}. Intensities are scaled to [0, 1] channel by channel of every scan.
 */
public final class ImageFolder implements DatasetLayout<FolderSettings> {

  @Override
  public String name() {
    return "folder";
  }

  @Override
  public String description() {
    return "scans of your own in images/ and labels/";
  }

  @Override
  public FolderSettings defaults() {
    return FolderSettings.defaults();
  }

  @Override
  public boolean isGeneral() {
    return true;
  }

  @Override
  public boolean recognises(Path root) {
    // a link to nothing is reported, not passed over
    return Files.exists(root.resolve(FolderListing.IMAGES), LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public ReadingRules inputs(FolderSettings settings, DataConfig data, AxisOrder order) {
    return FolderRules.inputs(data, order);
  }

  @Override
  public Catalog catalog(
      FolderSettings settings, DataConfig config, Path root, DatasetDiagnostics findings) {
    List<ScanCase> cases =
        new FolderListing(
                FolderListing.IMAGES,
                FolderListing.LABELS,
                settings.channels(),
                VolumeFormats.installed(),
                findings)
            .cases(root, Patients.of(config, Patients.FRAMES));
    ReadingRules rules = FolderRules.of(settings.classes(), settings.channels(), config);
    return new Catalog(name(), root, rules, BenchmarkLists.seeded(cases, config, findings));
  }

  @Override
  public void requireTrainable(FolderSettings settings) {
    if (settings.classes().size() < 2) {
      throw new UserException(
          "data.classes is %s: name at least two classes, the background first, such as [background, lesion]."
              .formatted(settings.classes()));
    }
  }
}

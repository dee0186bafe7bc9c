package dev.icl.app.serve;

import dev.icl.app.predict.CohortPrediction;
import dev.icl.app.predict.LabelFormat;
import dev.icl.core.error.UserException;
import dev.icl.data.format.Contents;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.Voxels;
import java.nio.file.Path;
import java.util.List;

/** In place of a network: voxels above 0 are of class 1. */
final class ThresholdWorker implements ScanWorker {
  private static final VolumeFormats FORMATS = VolumeFormats.installed();

  @Override
  public Outcome segment(Path scan, LabelFormat format, Path folder) {
    String name = String.valueOf(scan.getFileName());
    String ending =
        switch (format) {
          case NRRD -> ".nrrd";
          case METAIMAGE -> ".mha";
          case HDF5 -> ".h5";
          case SAME -> name.substring(FORMATS.stem(scan).length());
          default -> ".nii.gz";
        };
    Path labels = folder.resolve("scan" + ending);
    try {
      Scan image = FORMATS.readImage(scan);
      byte[] classes = new byte[image.voxels().size()];
      for (int i = 0; i < classes.length; i++) {
        classes[i] = (byte) (image.voxels().at(i) > 0 ? 1 : 0);
      }
      FORMATS.write(labels, Contents.of(image.withVoxels(Voxels.ofLabels(classes))), false);
      return new Outcome(labels, result(1, List.of(), image.notes(), false));
    } catch (UserException e) {
      return new Outcome(labels, result(0, List.of(e.getMessage()), List.of(), false));
    }
  }

  static CohortPrediction.Result result(
      int done, List<String> failures, List<String> notes, boolean unexpected) {
    return new CohortPrediction.Result(done, 0, failures, notes, unexpected);
  }
}

package dev.icl.app.predict;

import dev.icl.app.predict.PredictionInputs.Input;
import dev.icl.core.error.UserException;
import dev.icl.data.format.VolumeFormats;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The files that a scan's segmentation is written to: its label map in the folder of the results,
 * and what is wanted beside that in the folders {@code probabilities} and {@code uncertainty} in
 * it.
 *
 * @param format of all of them; beside DICOM segmentation objects and pictures the others are NIfTI
 * @param scores the outputs that are wanted beside the label maps
 */
public record PredictionOutputs(LabelFormat format, ScoreOutputs scores) {
  private static final String PROBABILITIES = "probabilities";
  private static final String UNCERTAINTY = "uncertainty";

  /** The file of a label map. */
  Path labels(Input input, Path folder, VolumeFormats formats) {
    return format.target(folder, input, formats);
  }

  /** The file of the probabilities. */
  Path probabilities(Input input, Path folder, VolumeFormats formats) {
    return format.ofNumbers(input.file()).target(folder.resolve(PROBABILITIES), input, formats);
  }

  /**
   * The file of the uncertainty.
   *
   * @param input the scan
   * @param folder of the results
   * @param formats that are written
   */
  public Path uncertainty(Input input, Path folder, VolumeFormats formats) {
    return format.ofNumbers(input.file()).target(folder.resolve(UNCERTAINTY), input, formats);
  }

  /** Every file of a scan. */
  List<Path> all(Input input, Path folder, VolumeFormats formats) {
    List<Path> files = new ArrayList<>(List.of(labels(input, folder, formats)));
    if (scores.probabilities()) {
      files.add(probabilities(input, folder, formats));
    }
    if (scores.uncertainty()) {
      files.add(uncertainty(input, folder, formats));
    }
    return files;
  }

  /**
   * Checks that no file would be written for two scans.
   *
   * @param inputs the scans
   * @param folder of the results
   * @param formats that are written
   * @throws UserException if there is one
   */
  public void requireDistinct(List<Input> inputs, Path folder, VolumeFormats formats) {
    Map<Path, Input> written = new HashMap<>();
    for (Input input : inputs) {
      for (Path file : all(input, folder, formats)) {
        Input before = written.putIfAbsent(file, input);
        if (before != null) {
          throw new UserException(
              "%s would be written for %s and for %s: name one of them alone, or segment them into two folders."
                  .formatted(file, before.file(), input.file()));
        }
      }
    }
  }
}

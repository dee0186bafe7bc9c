package dev.icl.app.shown;

import dev.icl.app.config.RunConfig;
import dev.icl.app.run.EvaluationFolder;
import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Shape;
import dev.icl.data.Datasets;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.scan.Scan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The scans that an evaluation scored, as their files hold them: not preprocessed, on their own
 * grids, with the label maps that evaluations of them kept.
 */
public final class EvaluatedScans {
  private static final int MOST_CLASSES = 256;

  private final String dataset;
  private final ScanSource source;

  private EvaluatedScans(String dataset, ScanSource source) {
    this.dataset = dataset;
    this.source = source;
  }

  /**
   * Opens the data of an evaluation. Reads no scan.
   *
   * @param folder of the evaluation, for error messages
   * @param config its configuration, with what was changed of it
   * @throws UserException if the data is not there any more, or its lists are wrong
   */
  public static EvaluatedScans open(Path folder, RunConfig config) {
    String name = config.data().name();
    if (!Datasets.hasFiles(config.data())) {
      return new EvaluatedScans(name, new DrawnScans(Datasets.open(config.data())));
    }
    try {
      return new EvaluatedScans(name, new FiledScans(Datasets.catalog(config.data())));
    } catch (UserException e) {
      throw new UserException(
          "The scans of the evaluation %s cannot be found: %s Say where they are now with --set data.root=FOLDER."
              .formatted(folder, e.getMessage()),
          e);
    }
  }

  /** Names of the channels of a scan. */
  public List<String> channelNames() {
    return source.channelNames();
  }

  /**
   * Reads a scan and its reference.
   *
   * @param name of the case
   * @throws UserException if there is none, or it cannot be read
   */
  public ScoredScan read(String name) {
    return source
        .read(name)
        .orElseThrow(
            () ->
                new UserException(
                    "The dataset %s no longer has a labelled case '%s': name the cases that are there with --cases, or say with --set where the scan is."
                        .formatted(dataset, name)));
  }

  /**
   * The label map of a case that an evaluation kept.
   *
   * @param evaluation of these scans, by whatever network
   * @param name of the case
   * @param image the first channel of its scan
   * @return on the grid of the image; empty where the evaluation kept none
   * @throws UserException if it cannot be read, or is of a scan of another size
   */
  public Optional<Scan> prediction(EvaluationFolder evaluation, String name, Scan image) {
    Path file = evaluation.labels(name);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    Scan labels = VolumeFormats.installed().readLabel(file);
    if (!Arrays.equals(sorted(labels.shape()), sorted(image.shape()))) {
      throw new UserException(
          "%s has the shape %s, but the scan of '%s' has %s: evaluate the network again on these scans, or leave %s out."
              .formatted(file, labels.shape(), name, image.shape(), evaluation.path()));
    }
    return Optional.of(source.onGrid(image, labels.labels(labels.order(), MOST_CLASSES)));
  }

  /** Slices come first in one of them, but not always in the other. */
  private static int[] sorted(Shape shape) {
    int[] sizes = shape.toArray();
    Arrays.sort(sizes);
    return sizes;
  }
}

package dev.icl.app.run;

import dev.icl.app.config.RunConfig;
import dev.icl.app.config.RunConfigWriter;
import dev.icl.app.overlay.ContactSheet;
import dev.icl.app.results.CasesCsv;
import dev.icl.app.results.ScoreText;
import dev.icl.core.tensor.Shape;
import dev.icl.data.format.Contents;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.metrics.Metric;
import dev.icl.data.sample.OriginalGrid;
import dev.icl.data.sample.Sample;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.Voxels;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The files of an evaluation.
 *
 * @param path the folder; made when the first file is written
 */
public record EvaluationFolder(Path path) {
  /** The file of its outcome. */
  public Path summary() {
    return path.resolve("summary.json");
  }

  /** The picture of a case. */
  public Path overlay(String name) {
    return path.resolve("overlays").resolve(name + ".png");
  }

  /** The label map of a case, which {@code icl view} shows. */
  public Path labels(String name) {
    return path.resolve("labels").resolve(name + ".h5");
  }

  /** The scores of every case and class. */
  public Path cases() {
    return path.resolve("cases.csv");
  }

  /** The configuration of the evaluation. */
  public Path config() {
    return path.resolve("config.yaml");
  }

  /** Draws every case of an evaluation beside the scores, and keeps its label map. */
  public Evaluation.CaseObserver casesOf(Evaluation evaluation) {
    Evaluation.CaseObserver overlays = overlays(evaluation);
    return (volume, prediction, score) -> {
      overlays.scored(volume, prediction, score);
      writeLabels(volume, prediction);
    };
  }

  /** As the dataset {@code label}, slices first, on the grid of the case's file. */
  private void writeLabels(Sample volume, byte[] prediction) {
    Optional<OriginalGrid> grid = volume.original();
    Shape shape = grid.map(OriginalGrid::shape).orElseGet(volume::shape);
    byte[] classes = grid.map(g -> g.restore().apply(prediction)).orElse(prediction);
    Scan labels = Scan.of(shape, AxisOrder.LAST_FASTEST, Voxels.ofLabels(classes));
    VolumeFormats.installed()
        .write(labels(volume.name()), new Contents(Optional.empty(), Optional.of(labels)), true);
  }

  /** Draws every case of an evaluation beside the scores. */
  private Evaluation.CaseObserver overlays(Evaluation evaluation) {
    List<String> classNames = evaluation.classNames();
    List<String> foreground = classNames.subList(1, classNames.size());
    ContactSheet sheet = new ContactSheet(classNames, evaluation.channelNames());
    return (volume, prediction, score) ->
        sheet.write(
            overlay(volume.name()),
            volume,
            prediction,
            "Dice "
                + ScoreText.perClass(foreground, score.values(Metric.DICE))
                + "     HD95 in voxels "
                + ScoreText.perClass(foreground, score.values(Metric.HD95_VOXEL)));
  }

  /**
   * Writes configuration, scores and summary, which comes last.
   *
   * @throws dev.icl.core.error.UserException if a file cannot be written
   */
  public void write(RunConfig config, Evaluation.Result result) {
    RunFolder.write(config(), RunConfigWriter.toYaml(config));
    RunFolder.write(cases(), CasesCsv.text(result.rows()));
    RunFolder.write(summary(), result.summary().toJson() + "\n");
  }
}

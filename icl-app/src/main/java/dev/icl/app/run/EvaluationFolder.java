package dev.icl.app.run;

import dev.icl.app.config.RunConfig;
import dev.icl.app.config.RunConfigWriter;
import dev.icl.app.overlay.ContactSheet;
import dev.icl.app.results.CasesCsv;
import dev.icl.app.results.ScoreText;
import dev.icl.data.metrics.Metric;
import java.nio.file.Path;
import java.util.List;

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

  /** Draws every case of an evaluation beside the scores. */
  public Evaluation.CaseObserver overlays(Evaluation evaluation) {
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
    RunFolder.write(path.resolve("config.yaml"), RunConfigWriter.toYaml(config));
    RunFolder.write(path.resolve("cases.csv"), CasesCsv.text(result.rows()));
    RunFolder.write(summary(), result.summary().toJson() + "\n");
  }
}

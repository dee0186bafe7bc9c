package dev.icl.bench.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.icl.core.checkpoint.Checkpoint;
import dev.icl.core.checkpoint.CheckpointInfo;
import dev.icl.core.config.RunConfig;
import dev.icl.core.cost.CostModel;
import dev.icl.core.engine.Engine;
import dev.icl.data.Datasets;
import dev.icl.data.model.Dataset;
import dev.icl.modules.network.Patches;
import dev.icl.modules.network.SegmentationNetwork;
import dev.icl.modules.train.PeakMemory;
import dev.icl.modules.train.Predictor;
import dev.icl.modules.train.ResultJson;
import dev.icl.modules.train.Scores;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A checkpoint's backbone and the scans to score it on. */
public final class Evaluation {
  private final RunConfig config;
  private final Dataset dataset;
  private final SegmentationNetwork network;

  private Evaluation(RunConfig config, Dataset dataset, SegmentationNetwork network) {
    this.config = config;
    this.dataset = dataset;
    this.network = network;
  }

  /**
   * Opens the data and describes the network. Starts no engine.
   *
   * @throws dev.icl.core.error.UserException if the data cannot be read, or a name is unknown
   */
  public static Evaluation of(RunConfig config) {
    Dataset dataset = Datasets.open(config.data());
    SegmentationNetwork network = Training.network(config, dataset);
    Patches.require(network, config.train().patch());
    return new Evaluation(config, dataset, network);
  }

  /**
   * Scores every validation case.
   *
   * @param engine holds no variables yet
   * @param checkpoint of that network
   * @throws dev.icl.core.error.UserException if the checkpoint is of another network, or a scan
   *     cannot be read
   */
  public Result run(Engine engine, Checkpoint checkpoint) {
    long start = System.nanoTime();
    checkpoint.createIn(engine.variables(), network.variables());
    try (Predictor predictor = new Predictor(engine, network)) {
      VolumeSegmenter segmenter = new VolumeSegmenter(predictor, config.train().patch());
      List<CaseScore> cases = new DatasetValidator(dataset, segmenter).cases();
      double seconds = (System.nanoTime() - start) * 1e-9;
      return new Result(
          dataset.classNames().subList(1, dataset.classes()),
          cases,
          new Summary(
              engine.info().name(),
              engine.info().device().toString(),
              checkpoint.info().method(),
              checkpoint.info().iteration(),
              seconds,
              cases.stream().mapToInt(CaseScore::slices).sum() / seconds,
              PeakMemory.mebibytes(),
              DatasetValidator.summary(cases),
              parameters(checkpoint.info())));
    }
  }

  private Map<String, Long> parameters(CheckpointInfo info) {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("backbone", CostModel.parameters(network.variables()));
    String training = info.facts().get(Training.PARAMETERS);
    if (training != null) {
      counts.put("training", Long.valueOf(training));
    }
    return counts;
  }

  /**
   * What an evaluation found.
   *
   * @param classes names of the foreground classes
   * @param cases every case
   * @param summary over the cases
   */
  public record Result(List<String> classes, List<CaseScore> cases, Summary summary) {}

  /**
   * {@code summary.json} of an evaluation.
   *
   * @param engine name of the engine
   * @param device where it computed
   * @param method that trained the network
   * @param iterations the network was trained for
   * @param seconds wall time
   * @param imagesPerSecond slices over wall time, reading and scoring included
   * @param peakRssMb the most memory the process held, MiB
   * @param dice over the cases
   * @param parameters how many numbers the {@code backbone} has, and how many were trained with it
   *     ({@code training}) where the checkpoint tells
   */
  public record Summary(
      String engine,
      String device,
      String method,
      int iterations,
      double seconds,
      @JsonProperty("images_per_second") double imagesPerSecond,
      @JsonProperty("peak_rss_mb") long peakRssMb,
      Scores dice,
      Map<String, Long> parameters) {
    /**
     * As indented JSON; a number that is not there, such as the Dice of an absent class, is null.
     */
    public String toJson() {
      return ResultJson.indented(this);
    }
  }
}

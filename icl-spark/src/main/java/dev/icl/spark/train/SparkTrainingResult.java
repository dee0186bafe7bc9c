package dev.icl.spark.train;

import java.nio.file.Path;
import java.util.List;

/**
 * The outcome of a training on a cluster.
 *
 * @param iterations steps that were made
 * @param attempts how often the tasks were started, 1 if none was lost
 * @param sentBytes bytes that process 0 sent to the others in the last of these
 * @param notices sentences on what the user should know
 * @param folder of the training, with its summary, logs and checkpoints
 */
public record SparkTrainingResult(
    int iterations, int attempts, long sentBytes, List<String> notices, Path folder) {}

package dev.icl.app.predict;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.icl.core.checkpoint.CheckpointInfo;
import dev.icl.core.error.UserException;
import dev.icl.core.json.JsonFile;
import dev.icl.data.model.Fingerprint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code predictions.json}: which network made the segmentations of a folder, or which ensemble, so
 * that none of another is taken for one that is done already.
 *
 * @param checkpoint names of the files, each once
 * @param method that trained the network
 * @param network its name
 * @param iteration of the training, the first network's
 * @param networks the number of networks that segment together
 * @param classNames the label value is the place in the list
 * @param inference how the network was applied
 * @param fingerprint of the checkpoint's description and of how it was applied
 */
public record PredictionRecord(
    String checkpoint,
    String method,
    String network,
    int iteration,
    int networks,
    @JsonProperty("class_names") List<String> classNames,
    String inference,
    String fingerprint) {
  private static final String FILE = "predictions.json";

  /**
   * The record of the segmentations of some models.
   *
   * @param models one, or those of an ensemble
   * @param options the way they are applied
   */
  public static PredictionRecord of(TrainedModels models, SegmenterOptions options) {
    List<CheckpointInfo> infos =
        models.all().stream().map(model -> model.checkpoint().info()).toList();
    InferenceOptions inference = models.inference(options);
    return new PredictionRecord(
        joined(models.all(), model -> String.valueOf(model.file().getFileName())),
        joined(infos, CheckpointInfo::method),
        joined(infos, CheckpointInfo::network),
        infos.get(0).iteration(),
        infos.size(),
        models.first().classNames(),
        inference.toString(),
        Fingerprint.of(
            infos.stream().map(CheckpointInfo::toString).collect(Collectors.joining(" "))
                + " "
                + options.sliceAxis()
                + " "
                + inference));
  }

  /** What all have, or one after the other where they differ. */
  private static <T> String joined(List<T> all, Function<T, String> fact) {
    return all.stream().map(fact).distinct().collect(Collectors.joining(", "));
  }

  /**
   * Checks that a folder holds no segmentations of another network.
   *
   * @throws UserException if it does: what is done already could not be told apart later
   */
  public void requireFree(Path folder) {
    Path file = folder.resolve(FILE);
    if (Files.exists(file) && !fingerprint.equals(fingerprintIn(file))) {
      throw new UserException(
          "--out: %s holds segmentations of another network or made in another way; name another folder."
              .formatted(folder));
    }
  }

  /**
   * Leaves the record in a folder, to which other processes may segment at the same time.
   *
   * @param overwrite whether one that is there is replaced
   * @throws UserException if it cannot be written, or another process has just begun there with
   *     another network
   */
  public void write(Path folder, boolean overwrite) {
    Path file = folder.resolve(FILE);
    if (overwrite || !Files.exists(file)) {
      try {
        JsonFile.write(file, overwrite, this);
      } catch (UserException e) {
        if (!Files.exists(file)) {
          throw e;
        }
        requireFree(folder);
      }
    }
  }

  /**
   * The names of the classes in the label maps of a folder.
   *
   * @param folder that {@code icl predict} may have written
   * @return the background first; empty where the folder does not tell
   * @throws UserException if its record is damaged
   */
  public static List<String> classNamesIn(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return List.of();
    }
    List<String> names = JsonFile.read(file, Named.class, "remove it").classNames();
    return names == null ? List.of() : List.copyOf(names);
  }

  /** The part of a record that names the classes; null where it does not. */
  private record Named(@JsonProperty("class_names") @Nullable List<String> classNames) {}

  /** The part of a record that tells segmentations of two networks apart. */
  private record Made(String fingerprint) {}

  private static String fingerprintIn(Path file) {
    return JsonFile.read(file, Made.class, "remove it, or name another folder with --out")
        .fingerprint();
  }
}

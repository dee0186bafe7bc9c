package dev.icl.app.predict;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.icl.core.checkpoint.CheckpointInfo;
import dev.icl.core.error.UserException;
import dev.icl.core.json.JsonFile;
import dev.icl.data.model.Fingerprint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code predictions.json}: which network made the segmentations of a folder, so that none of
 * another is taken for one that is done already.
 *
 * @param checkpoint the file's name
 * @param method that trained the network
 * @param network its name
 * @param iteration of the training
 * @param classNames the label value is the place in the list
 * @param inference how the network was applied
 * @param fingerprint of the checkpoint's description and of how it was applied
 */
public record PredictionRecord(
    String checkpoint,
    String method,
    String network,
    int iteration,
    @JsonProperty("class_names") List<String> classNames,
    String inference,
    String fingerprint) {
  private static final String FILE = "predictions.json";

  /** The record of a model's segmentations. */
  public static PredictionRecord of(TrainedModel model, SegmenterOptions options) {
    CheckpointInfo info = model.checkpoint().info();
    return new PredictionRecord(
        String.valueOf(model.file().getFileName()),
        info.method(),
        info.network(),
        info.iteration(),
        model.classNames(),
        options.inference().toString(),
        Fingerprint.of(info + " " + options.sliceAxis() + " " + options.inference()));
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
   * Leaves the record in a folder.
   *
   * @param overwrite whether one that is there is replaced
   * @throws UserException if it cannot be written
   */
  public void write(Path folder, boolean overwrite) {
    Path file = folder.resolve(FILE);
    if (overwrite || !Files.exists(file)) {
      JsonFile.write(file, overwrite, this);
    }
  }

  /** The part of a record that tells segmentations of two networks apart. */
  private record Made(String fingerprint) {}

  private static String fingerprintIn(Path file) {
    return JsonFile.read(file, Made.class, "remove it, or name another folder with --out")
        .fingerprint();
  }
}

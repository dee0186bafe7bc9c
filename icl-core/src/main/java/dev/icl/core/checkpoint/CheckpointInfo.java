package dev.icl.core.checkpoint;

import dev.icl.core.error.UserException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The description of a training state that a checkpoint holds in addition to its tensors.
 *
 * @param iteration the number of training steps that were done
 * @param bestScore the highest validation score so far; NaN before the first validation
 * @param method name of the method, as {@code icl}
 * @param network name of the backbone, as {@code unet2d}
 * @param config the resolved configuration as YAML or JSON text
 * @param seed the root of the run's random streams
 * @param facts anything else worth keeping: versions, engine, device ({@link Provenance}), data,
 *     best scores
 */
public record CheckpointInfo(
    int iteration,
    double bestScore,
    String method,
    String network,
    String config,
    long seed,
    Facts facts) {
  private static final String FORMAT = "icl_format";
  private static final String VERSION = "2";
  private static final String UNSEALED_VERSION = "1";
  private static final Set<String> KEYS =
      Set.of(
          "format",
          FORMAT,
          Seal.KEY,
          "iteration",
          "best_score",
          "method",
          "network",
          "config",
          "seed");

  /**
   * @throws IllegalArgumentException if a fact has the name of another component
   */
  public CheckpointInfo {
    if (facts.texts().keySet().stream().anyMatch(KEYS::contains)) {
      throw new IllegalArgumentException("facts must not be named as one of " + KEYS);
    }
  }

  /** The same run further on. */
  public CheckpointInfo at(int newIteration, double newBestScore) {
    return new CheckpointInfo(newIteration, newBestScore, method, network, config, seed, facts);
  }

  /**
   * The same with one more fact.
   *
   * @param fact the key and the form of the value
   * @param value the value
   */
  public <T> CheckpointInfo with(FactKey<T> fact, T value) {
    return new CheckpointInfo(
        iteration, bestScore, method, network, config, seed, facts.with(fact, value));
  }

  Map<String, String> toMetadata() {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("format", "pt");
    metadata.put(FORMAT, VERSION);
    metadata.put(Seal.KEY, Seal.EMPTY);
    metadata.put("iteration", Integer.toString(iteration));
    metadata.put("best_score", Double.toString(bestScore));
    metadata.put("method", method);
    metadata.put("network", network);
    metadata.put("config", config);
    metadata.put("seed", Long.toString(seed));
    metadata.putAll(facts.texts());
    return metadata;
  }

  /** Whether a file with this metadata is a checkpoint of this program. */
  static boolean isCheckpoint(Map<String, String> metadata) {
    return metadata.containsKey(FORMAT);
  }

  /** Whether a file with this metadata must have a checksum; those of old releases have none. */
  static boolean isSealed(Map<String, String> metadata) {
    return !UNSEALED_VERSION.equals(metadata.get(FORMAT));
  }

  /**
   * @throws UserException if the metadata is not that of a checkpoint
   */
  static CheckpointInfo fromMetadata(Path file, Map<String, String> metadata) {
    String version = metadata.get(FORMAT);
    if (version == null) {
      throw new UserException(
          file
              + " is no checkpoint of this program: its metadata lacks '"
              + FORMAT
              + "'; name one that icl train wrote.",
          // no other program's files have it
          metadata.containsKey(Seal.KEY) ? new DamagedFile("another key") : null);
    }
    if (!version.equals(VERSION) && !version.equals(UNSEALED_VERSION)) {
      throw new UserException(
          "%s has checkpoint format %s, but only %s and %s are known; read it with the release that wrote it."
              .formatted(file, version, UNSEALED_VERSION, VERSION));
    }
    Map<String, String> facts = new TreeMap<>();
    metadata.forEach(
        (key, value) -> {
          if (!KEYS.contains(key)) {
            facts.put(key, value);
          }
        });
    String iteration = text(file, metadata, "iteration");
    try {
      return new CheckpointInfo(
          Integer.parseUnsignedInt(iteration),
          Double.parseDouble(text(file, metadata, "best_score")),
          text(file, metadata, "method"),
          text(file, metadata, "network"),
          text(file, metadata, "config"),
          Long.parseLong(text(file, metadata, "seed")),
          Facts.in(file, facts));
    } catch (NumberFormatException e) {
      throw new UserException(
          file
              + " has a number in its metadata that cannot be read ("
              + e.getMessage()
              + "); use another copy of it.",
          new DamagedFile(String.valueOf(e.getMessage())));
    }
  }

  private static String text(Path file, Map<String, String> metadata, String key) {
    String value = metadata.get(key);
    if (value == null) {
      throw new UserException(
          file
              + " is not a complete checkpoint: its metadata lacks '"
              + key
              + "'; use another copy of it.",
          new DamagedFile("a key is missing"));
    }
    return value;
  }
}

package dev.icl.cli;

import dev.icl.app.share.ClaimedWork;
import dev.icl.app.share.Shard;
import dev.icl.core.error.UserException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for one command that several processes run together. */
final class ShareOptions {
  private static final int SHORTEST_LEASE = 2;
  private static final int LONGEST_LEASE = 86_400;
  private static final String FOLDER = ".claims";
  private static final int DIGITS = 16;

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      description =
          "Do the part I of N, from 1/N to N/N, in one of N processes: the parts are fixed, about"
              + " equally large, and together they are all.")
  private @Nullable String shard;

  @Option(
      names = "--claim",
      description =
          "Share the work with every other process that was given the same command, on machines that"
              + " see the same folder --out: each takes what no other has, and does again what one"
              + " that died left.")
  private boolean claim;

  @Option(
      names = "--lease",
      paramLabel = "SECONDS",
      defaultValue = "90",
      description =
          "With --claim: a process that gave no sign of life for so long is taken for dead"
              + " (default: ${DEFAULT-VALUE}).")
  private int lease;

  /** The part that is asked for; empty if none is. */
  Optional<Shard> shard() {
    return Optional.ofNullable(shard).map(Shard::of);
  }

  /** Whether processes claim what they work on. */
  boolean claims() {
    return claim;
  }

  /** Whether there are others that do the rest. */
  boolean wanted() {
    return claim || shard != null;
  }

  /**
   * Refuses options that do not go together, before anything is read.
   *
   * @throws UserException if there are such ones
   */
  void check() {
    shard();
    if (claim && shard != null) {
      throw new UserException(
          "--shard and --claim both say what this process is to do; leave one of them out.");
    }
    if (lease < SHORTEST_LEASE || lease > LONGEST_LEASE) {
      throw new UserException(
          "--lease: %d is out of range; use %d to %d seconds."
              .formatted(lease, SHORTEST_LEASE, LONGEST_LEASE));
    }
  }

  /**
   * The folder of what processes tell each other.
   *
   * @param out the folder of the results
   * @param fingerprint of everything that decides them
   */
  static Path folder(Path out, String fingerprint) {
    return out.resolve(FOLDER).resolve(fingerprint.substring(0, DIGITS));
  }

  /**
   * Begins to share work.
   *
   * @param folder as above
   * @param type of what comes of an item
   * @param settled told now and then how many items have an outcome
   */
  <R extends Record> ClaimedWork<R> enter(Path folder, Class<R> type, IntConsumer settled) {
    return new ClaimedWork<>(
        folder, type, Duration.ofSeconds(lease), ClaimedWork.ATTEMPTS, settled);
  }
}

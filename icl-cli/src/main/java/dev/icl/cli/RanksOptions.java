package dev.icl.cli;

import dev.icl.app.group.GroupToken;
import dev.icl.app.group.MeetingPlace;
import dev.icl.app.group.Member;
import dev.icl.core.error.UserException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for one training that several processes make together. */
final class RanksOptions {
  /** The variable with the token, which other users of a machine cannot see. */
  static final String VARIABLE = "ICL_RANKS_TOKEN";

  @Option(
      names = "--ranks",
      paramLabel = "N",
      description =
          "Train in N processes, each with its share of the images of a step. Alone it starts the"
              + " others on this machine; with --rank, --join and --token-file they are yours to"
              + " start, on any machines: docs/cluster.md.")
  private @Nullable Integer ranks;

  @Option(
      names = "--rank",
      paramLabel = "I",
      description =
          "The number of this process, from 0. Process 0 validates and writes the folder, the others"
              + " write nothing.")
  private @Nullable Integer rank;

  @Option(
      names = "--join",
      paramLabel = "HOST:PORT",
      description = "Where process 0 is: an address of its machine, and a port that is free there.")
  private @Nullable String join;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "A file with the secret that the processes know one another by (default: that in"
              + " ICL_RANKS_TOKEN).")
  private @Nullable Path tokenFile;

  /**
   * A process among those that somebody else starts.
   *
   * @param rank its number
   * @param first the address of process 0
   * @param token of all
   */
  record Place(int rank, MeetingPlace first, GroupToken token) {}

  /** The number of processes; 1 unless it is given. */
  int count() {
    return ranks == null ? 1 : ranks;
  }

  /** The number of this process, if somebody else starts the others. */
  Optional<Integer> rank() {
    return Optional.ofNullable(rank);
  }

  /** The options again, for a command that continues; empty for one process. */
  String again() {
    if (count() == 1) {
      return "";
    }
    String many = " --ranks " + count();
    return rank == null
        ? many
        : "%s --rank %d --join %s (in all processes, with the same token)"
            .formatted(many, rank, join);
  }

  /**
   * Refuses options that do not go together, before anything is read.
   *
   * @throws UserException if there are such ones
   */
  void check() {
    if (ranks == null && (rank != null || join != null || tokenFile != null)) {
      throw new UserException(
          "--rank, --join and --token-file are of a training in several processes; add --ranks with their number.");
    }
    Member.requireSize(count());
    if ((rank == null) != (join == null)) {
      throw new UserException(
          "--rank and --join belong together: give both to each process, or neither, and the processes are started on this machine.");
    }
    if (rank == null && tokenFile != null) {
      throw new UserException(
          "--token-file: it is for processes that you start yourself, with --rank and --join; leave it out, since those that are started here get a secret of their own.");
    }
    if (ranks != null && rank != null && (rank < 0 || rank >= ranks)) {
      throw new UserException(
          "--rank: %d is out of range; of %d processes the first is 0 and the last %d."
              .formatted(rank, ranks, ranks - 1));
    }
  }

  /**
   * The place of this process among the others; empty if it is to start them.
   *
   * @param environment the surroundings of the command
   * @param notices told of a file of the token that is open to others
   * @throws UserException if the address or the token is none
   */
  Optional<Place> place(Environment environment, Consumer<String> notices) {
    if (rank == null || join == null) {
      return Optional.empty();
    }
    return Optional.of(new Place(rank, MeetingPlace.of(join), token(environment, notices)));
  }

  private GroupToken token(Environment environment, Consumer<String> notices) {
    if (tokenFile != null) {
      return GroupToken.of("--token-file", SecretFile.text(environment, tokenFile, notices));
    }
    String variable = environment.variables().get(VARIABLE);
    if (variable == null) {
      throw new UserException(
          "--token-file: the processes need a secret to know one another by; write one into a file, for example with openssl rand -hex 32, and name it.");
    }
    return GroupToken.of(VARIABLE, variable);
  }
}

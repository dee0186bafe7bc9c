package dev.icl.cli;

import dev.icl.app.config.RunConfig;
import dev.icl.app.group.Meeting;
import dev.icl.app.group.Member;
import dev.icl.app.group.Patience;
import dev.icl.app.group.SocketGroup;
import dev.icl.app.plan.ImageShares;
import dev.icl.app.run.SharedPurpose;
import dev.icl.core.engine.ProcessGroup;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The processes that make a training of {@code icl train}: this one alone, this one and those that
 * it starts, or this one and others that somebody has started.
 */
final class CommandGroup {
  private final RanksOptions options;
  private final Environment environment;
  private final List<String> arguments;
  private final Consumer<String> notices;

  /**
   * @param options that were given
   * @param environment the surroundings of the command
   * @param arguments of this process
   * @param notices told where process 0 waits, and what is wrong
   */
  CommandGroup(
      RanksOptions options,
      Environment environment,
      List<String> arguments,
      Consumer<String> notices) {
    this.options = options;
    this.environment = environment;
    this.arguments = List.copyOf(arguments);
    this.notices = notices;
  }

  /** One process. */
  static CommandGroup alone(Environment environment) {
    return new CommandGroup(new RanksOptions(), environment, List.of(), notice -> {});
  }

  /** Whether this process reports and writes. */
  boolean isFirst() {
    return options.rank().orElse(0) == 0;
  }

  /** The number of processes. */
  int size() {
    return options.count();
  }

  /** The options with which a training goes on in as many processes. */
  String again() {
    return options.again();
  }

  /** The number of processes that are known to be on this machine. */
  int here() {
    return options.rank().isPresent() ? 1 : size();
  }

  /**
   * Threads of an engine, where several processes share this machine.
   *
   * @param asked as the configuration has it
   */
  int threads(int asked) {
    if (asked > 0 || here() == 1) {
      return asked;
    }
    return Math.max(1, Runtime.getRuntime().availableProcessors() / here());
  }

  /**
   * Does work in the group, which others see the end of.
   *
   * @param config of the training
   * @param work gets the group
   * @throws dev.icl.core.error.UserException if the group cannot be, or the work threw it
   */
  <T> T during(RunConfig config, Function<ProcessGroup, T> work) {
    if (size() == 1) {
      return work.apply(ProcessGroup.ALONE);
    }
    ImageShares.require(config.train(), size());
    String purpose = SharedPurpose.of(config);
    RanksOptions.Place place = options.place(environment, notices).orElse(null);
    if (place != null) {
      Member self = new Member(place.rank(), size(), place.token(), purpose, Patience.USUAL);
      try (SocketGroup group = Meeting.at(place.first(), self, notices)) {
        return group.during(() -> work.apply(group));
      }
    }
    try (LocalRanks others = new LocalRanks(size());
        SocketGroup group =
            others.start(arguments, threads(config.threads()), purpose, notice -> {})) {
      return group.during(() -> work.apply(group));
    }
  }
}

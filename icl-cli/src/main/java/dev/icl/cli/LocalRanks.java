package dev.icl.cli;

import dev.icl.app.group.GroupToken;
import dev.icl.app.group.Meeting;
import dev.icl.app.group.MeetingDoor;
import dev.icl.app.group.MeetingPlace;
import dev.icl.app.group.Member;
import dev.icl.app.group.Patience;
import dev.icl.app.group.SocketGroup;
import dev.icl.core.error.UserException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The other processes of a training on this machine: the command of this process again, with a
 * number and the way to it. They end with this one, whose end they see at their next step.
 */
final class LocalRanks implements AutoCloseable {
  private static final long LAST_SECONDS = 30;

  private final List<Process> processes = new ArrayList<>();
  private final int count;
  private final String token = GroupToken.random();

  /**
   * @param count processes, this one included
   */
  LocalRanks(int count) {
    this.count = count;
  }

  /**
   * Starts the others and waits until all have met.
   *
   * @param arguments of this process
   * @param threads of each process
   * @param purpose as {@link Member} has it
   * @param notices told of strangers
   * @throws UserException if one cannot be started, or ends before all have met
   */
  SocketGroup start(List<String> arguments, int threads, String purpose, Consumer<String> notices) {
    MeetingDoor door = MeetingDoor.onLoopback();
    try {
      for (int rank = 1; rank < count; rank++) {
        processes.add(start(command(arguments, threads, rank, door.place())));
      }
      return meet(door, purpose, notices);
    } catch (CompletionException | UserException e) {
      door.close();
      processes.forEach(Process::destroyForcibly);
      UserException mistake = e.getCause() instanceof UserException own ? own : null;
      if (mistake != null && mistake.getCause() instanceof Meeting.Lost) {
        throw endedEarly();
      }
      throw mistake != null ? mistake : e;
    }
  }

  private SocketGroup meet(MeetingDoor door, String purpose, Consumer<String> notices) {
    Member self = new Member(0, count, GroupToken.of("token", token), purpose, Patience.USUAL);
    CompletableFuture<SocketGroup> meeting =
        CompletableFuture.supplyAsync(() -> Meeting.with(door, self, notices));
    List<CompletableFuture<?>> first = new ArrayList<>(List.of(meeting));
    processes.forEach(process -> first.add(process.onExit()));
    CompletableFuture.anyOf(first.toArray(CompletableFuture<?>[]::new)).join();
    if (!meeting.isDone()) {
      throw endedEarly();
    }
    return meeting.join();
  }

  private static UserException endedEarly() {
    return new UserException(
        "--ranks: another process of the training ended before it began; see its messages above, and start again when that is mended.");
  }

  private Process start(List<String> command) {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put(RanksOptions.VARIABLE, token);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UserException(
          "--ranks: another process cannot be started (%s); use fewer, or start them yourself with --rank and --join."
              .formatted(e.getMessage()),
          e);
    }
  }

  private static List<String> command(
      List<String> arguments, int threads, int rank, MeetingPlace place) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(CellJvm::isForAll)
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(IclMain.class.getName());
    command.addAll(arguments);
    command.addAll(
        List.of(
            "--set",
            "threads=" + threads,
            "--rank",
            Integer.toString(rank),
            "--join",
            place.toString()));
    return command;
  }

  /** Waits for the others, which end soon after the training. */
  @Override
  public void close() {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LAST_SECONDS);
    for (Process process : processes) {
      try {
        if (!process.waitFor(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        process.destroyForcibly();
      }
    }
  }
}

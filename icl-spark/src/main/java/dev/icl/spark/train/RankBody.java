package dev.icl.spark.train;

import dev.icl.app.IclApplication;
import dev.icl.app.IclApplication.Permissions;
import dev.icl.app.config.RunConfig;
import dev.icl.app.config.RunConfigReader;
import dev.icl.app.group.GroupToken;
import dev.icl.app.group.Meeting;
import dev.icl.app.group.MeetingDoor;
import dev.icl.app.group.MeetingPlace;
import dev.icl.app.group.Member;
import dev.icl.app.group.Patience;
import dev.icl.app.group.SocketGroup;
import dev.icl.app.run.Resumption;
import dev.icl.app.run.RunFolder;
import dev.icl.app.run.SharedPurpose;
import dev.icl.app.run.Supervision;
import dev.icl.app.run.Training;
import dev.icl.core.engine.EnginePlugins;
import dev.icl.core.engine.ProcessGroup;
import dev.icl.core.error.UserException;
import dev.icl.data.model.FirstPass;
import dev.icl.modules.train.TrainingSummary;
import dev.icl.spark.job.TaskBody;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.jspecify.annotations.Nullable;

/**
 * The work of a task: one of the processes of a training.
 *
 * @param yaml the configuration
 * @param out folder of the training, which every executor sees
 * @param workingDirectory the folder that relative names in the configuration start from
 * @param size the number of processes
 * @param token of the group
 * @param attempt of the job, from 0; a later one goes on where the one before was
 * @param resume whether to go on from the newest checkpoint
 * @param allowChanges whether it may go on with other settings
 */
record RankBody(
    String yaml,
    String out,
    String workingDirectory,
    int size,
    String token,
    int attempt,
    boolean resume,
    boolean allowChanges)
    implements TaskBody<Integer, RankEnd> {
  /** The time that the first attempt's process 0 may need to leave the folder. */
  private static final int LAST_SECONDS = 600;

  /** The words of tasks to one another before they meet; process 0 says its address instead. */
  private static final String READY = "ready";

  private static final String REFUSED = "refused";

  @Override
  public RankEnd run(TaskContext context, Integer rank) {
    BarrierTaskContext barrier = (BarrierTaskContext) context;
    try {
      return run(barrier, (int) rank);
    } catch (UserException e) {
      boolean consequence = e.getCause() instanceof Meeting.Lost;
      return new RankEnd(0, 0, attempt, List.of(), e.getMessage(), consequence);
    }
  }

  private RankEnd run(BarrierTaskContext context, int rank) {
    List<String> notices = new ArrayList<>();
    if (size == 1) {
      return end(context, train(context, config(), ProcessGroup.ALONE, notices), 0, notices);
    }
    Prepared own = prepared(context, rank);
    try (MeetingDoor door = own.door()) {
      List<String> words =
          List.of(context.allGather(door == null ? READY : door.place().toString()));
      if (words.contains(REFUSED)) {
        String refusal =
            "Process %d of the training was refused.".formatted(words.indexOf(REFUSED));
        return new RankEnd(0, 0, attempt, List.of(), refusal, true);
      }
      return together(context, own, words.get(0), notices);
    }
  }

  private RankEnd together(
      BarrierTaskContext context, Prepared own, String first, List<String> notices) {
    try (SocketGroup group = meet(own, first)) {
      TrainingSummary summary;
      try {
        summary = group.during(() -> train(context, own.config(), group, notices));
      } catch (UserException e) {
        if (group.hasLostAProcess()) {
          // all of them start again
          throw new IllegalStateException(e.getMessage(), e);
        }
        throw e;
      }
      return end(context, summary, group.sentBytes(), notices);
    }
  }

  private RankEnd end(
      BarrierTaskContext context, TrainingSummary summary, long sent, List<String> notices) {
    if (context.isInterrupted()) {
      throw new TaskKilledException("the job was cancelled");
    }
    return new RankEnd(summary.iterations(), sent, attempt, List.copyOf(notices), null, false);
  }

  /**
   * The configuration and the name of a task, before the others hear of it.
   *
   * @param door that of process 0, whose address Spark tells the others; null for these
   */
  private record Prepared(RunConfig config, Member self, @Nullable MeetingDoor door) {}

  private Prepared prepared(BarrierTaskContext context, int rank) {
    try {
      RunConfig config = config();
      GroupToken secret = GroupToken.of("token", token);
      Member self = new Member(rank, size, secret, SharedPurpose.of(config), Patience.USUAL);
      return new Prepared(
          config, self, rank == 0 ? MeetingDoor.at(new MeetingPlace(host(), 0)) : null);
    } catch (UserException e) {
      // the others wait for a word, for as long as Spark lets them
      context.allGather(REFUSED);
      throw e;
    }
  }

  private RunConfig config() {
    return new RunConfigReader(Map.of(), Path.of(workingDirectory))
        .readText("the configuration", yaml, List.of());
  }

  private static SocketGroup meet(Prepared own, String first) {
    MeetingDoor door = own.door();
    return door == null
        ? Meeting.at(MeetingPlace.of(first), own.self(), notice -> {})
        : Meeting.with(door, own.self(), notice -> {});
  }

  private static String host() {
    return SparkEnv.get().blockManager().blockManagerId().host();
  }

  private TrainingSummary train(
      BarrierTaskContext context, RunConfig config, ProcessGroup group, List<String> notices) {
    RunFolder folder = new RunFolder(Path.of(out));
    if (!Files.exists(folder.config())) {
      throw new UserException(
          "--out: the executor on %s sees another folder %s than the driver; name one that all machines share."
              .formatted(host(), out));
    }
    boolean goesOn = resume || attempt > 0;
    if (group.rank() == 0 && goesOn) {
      awaitFree(folder);
    }
    Training training = Training.of(config, FirstPass.SILENT).within(group);
    Supervision supervision = new Supervision(report -> {}, notices::add, context::isInterrupted);
    try (IclApplication application =
        IclApplication.start(
            config.withThreads(context.cpus()), EnginePlugins.discover(), Permissions.NONE)) {
      return goesOn
          ? training.resume(application.engine(), new Resumption(folder, allowChanges), supervision)
          : training.start(application.engine(), folder, supervision);
    }
  }

  /** The task of the attempt before may not have ended yet, where it validates, say. */
  private void awaitFree(RunFolder folder) {
    for (int second = 0; ; second++) {
      try {
        folder.requireResumable();
        return;
      } catch (UserException e) {
        if (second >= LAST_SECONDS || attempt == 0) {
          throw e;
        }
      }
      try {
        TimeUnit.SECONDS.sleep(1);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new TaskKilledException("the job was cancelled");
      }
    }
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "one of %d processes of the training in %s".formatted(size, out);
  }
}

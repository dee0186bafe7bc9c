package dev.icl.app.group;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Processes of a group as threads of this one, connected on loopback. */
public final class Processes {
  /** Short times, for tests in which somebody is lost. */
  static final Patience SHORT =
      new Patience(Duration.ofSeconds(20), Duration.ofSeconds(2), Duration.ofMillis(100));

  private static final GroupToken TOKEN = GroupToken.of("token", "0123456789abcdef");

  private Processes() {}

  /** The work of one of them. */
  @FunctionalInterface
  public interface Work<T> {
    /** Does it in a group, which is closed afterwards. */
    T in(SocketGroup group) throws Exception;
  }

  /** Runs the same work in every process; the results in the order of ranks. */
  public static <T> List<T> run(int size, Work<T> work) throws Exception {
    return run(size, Patience.USUAL, work);
  }

  static <T> List<T> run(int size, Patience patience, Work<T> work) throws Exception {
    MeetingDoor door = MeetingDoor.onLoopback();
    MeetingPlace place = door.place();
    ExecutorService threads = Executors.newFixedThreadPool(size);
    try {
      List<Future<T>> results = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        Member self = member(i, size, patience);
        results.add(
            threads.submit(
                () -> {
                  try (SocketGroup group =
                      self.rank() == 0
                          ? Meeting.with(door, self, notice -> {})
                          : Meeting.at(place, self, notice -> {})) {
                    return work.in(group);
                  }
                }));
      }
      List<T> values = new ArrayList<>();
      for (Future<T> result : results) {
        values.add(result.get(10, TimeUnit.MINUTES));
      }
      return values;
    } finally {
      threads.shutdownNow();
    }
  }

  static Member member(int rank, int size, Patience patience) {
    return new Member(rank, size, TOKEN, "a test", patience);
  }
}

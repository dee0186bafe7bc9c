package dev.icl.app.group;

import dev.icl.core.error.UserException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** The sentences on a process of a group with which nothing can be exchanged any more. */
final class LostProcess {
  private static final String AGAIN = "start all processes again, with --resume.";

  private LostProcess() {}

  /**
   * One whose connection has ended, or that is silent.
   *
   * @param rank of the process
   * @param place its host and port
   * @param silence after which one is lost
   * @param cause what the connection says
   */
  static UserException of(int rank, String place, Duration silence, IOException cause) {
    if (cause instanceof SocketTimeoutException) {
      return new UserException(
          "Process %d of the training, at %s, has been silent for %d s; see whether it hangs or its machine is gone, and %s"
              .formatted(rank, place, silence.toSeconds(), AGAIN),
          cause);
    }
    return new UserException(
        "Process %d of the training, at %s, is lost: its connection has ended; see its own messages, and %s"
            .formatted(rank, place, AGAIN),
        cause);
  }

  /** One that has said why it ends. */
  static UserException saying(int rank, String place, String reason) {
    return new UserException(
        "Process %d of the training, at %s, has ended (%s); when that is mended, %s"
            .formatted(rank, place, reason, AGAIN));
  }
}

package dev.icl.app.group;

import dev.icl.core.error.UserException;
import dev.icl.core.io.Sha256;
import java.nio.charset.StandardCharsets;

/**
 * A process that is to become one of a group.
 *
 * @param rank its number, from 0
 * @param size the number of processes, at least 2
 * @param token the secret of the group
 * @param purpose a text that must be the same for all, such as the configuration of a training; the
 *     32 bytes of its SHA-256 are sent
 * @param patience the time that it gives the others
 */
public record Member(int rank, int size, GroupToken token, String purpose, Patience patience) {
  /** The most processes of a group: each has a connection to every other. */
  public static final int MOST = 1024;

  /**
   * @throws IllegalArgumentException if there is no such process
   */
  public Member {
    if (size < 2 || size > MOST || rank < 0 || rank >= size) {
      throw new IllegalArgumentException("process %d of %d".formatted(rank, size));
    }
  }

  /**
   * Refuses a number of processes that is none for a training.
   *
   * @throws UserException if it is not within 1 and {@link #MOST}
   */
  public static void requireSize(int size) {
    if (size < 1 || size > MOST) {
      throw new UserException("--ranks: %d is out of range; use 1 to %d.".formatted(size, MOST));
    }
  }

  /** The digest of the purpose. */
  byte[] fingerprint() {
    return Sha256.digest().digest(purpose.getBytes(StandardCharsets.UTF_8));
  }
}

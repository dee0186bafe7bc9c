package dev.icl.app.group;

import java.time.Duration;

/**
 * The time that processes of a group give one another.
 *
 * @param meeting from the first process to the last one's coming, and again until all are connected
 *     with one another
 * @param silence without a sign of life after which a process is lost
 * @param pulse between signs of life of a process that has nothing else to send; a small part of
 *     {@code silence}
 */
public record Patience(Duration meeting, Duration silence, Duration pulse) {
  /** The time that machines of a cluster need: ten minutes, two minutes, ten seconds. */
  public static final Patience USUAL =
      new Patience(Duration.ofMinutes(10), Duration.ofMinutes(2), Duration.ofSeconds(10));

  /**
   * @throws IllegalArgumentException if there is no pulse within the silence
   */
  public Patience {
    if (pulse.compareTo(silence) >= 0 || pulse.toMillis() < 1) {
      throw new IllegalArgumentException("a pulse of " + pulse + " within " + silence);
    }
  }

  /** The same with another time for the meeting. */
  public Patience meetingWithin(Duration time) {
    return new Patience(time, silence, pulse);
  }
}

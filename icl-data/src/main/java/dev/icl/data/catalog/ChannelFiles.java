package dev.icl.data.catalog;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of files that hold one channel of an image each, as nnU-Net has them. */
public final class ChannelFiles {
  private static final Pattern NUMBERED = Pattern.compile("(.+)_(\\d{4})");

  private ChannelFiles() {}

  /**
   * A channel of a case.
   *
   * @param name of the case
   * @param channel its number, from 0
   */
  public record Channel(String name, int channel) {}

  /**
   * The name of a channel's file without its ending.
   *
   * @param name of the case
   * @param channel its number, from 0
   * @return as {@code case_0001}
   */
  public static String name(String name, int channel) {
    return name + String.format(Locale.ROOT, "_%04d", channel);
  }

  /** The channel that a file's name without its ending says, if it does. */
  public static Optional<Channel> of(String stem) {
    Matcher match = NUMBERED.matcher(stem);
    return match.matches()
        ? Optional.of(new Channel(match.group(1), Integer.parseInt(match.group(2))))
        : Optional.empty();
  }
}

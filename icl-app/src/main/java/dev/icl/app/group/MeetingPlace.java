package dev.icl.app.group;

import dev.icl.core.error.UserException;
import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address at which process 0 of a group waits for the others.
 *
 * @param host name or address of its machine
 * @param port from 1 to 65535; 0 for any that is free, where process 0 tells the others
 */
public record MeetingPlace(String host, int port) {
  private static final Pattern TEXT = Pattern.compile("(?:\\[(.+)]|([^:]+)):(\\d{1,5})");
  private static final int LAST_PORT = 65_535;

  /**
   * A place in writing.
   *
   * @param text {@code node1:29500} or {@code [fd00::1]:29500}
   * @throws UserException if it is none
   */
  public static MeetingPlace of(String text) {
    Matcher parts = TEXT.matcher(text);
    if (parts.matches()) {
      int port = Integer.parseInt(parts.group(3));
      if (port > 0 && port <= LAST_PORT) {
        return new MeetingPlace(parts.group(1) != null ? parts.group(1) : parts.group(2), port);
      }
    }
    throw new UserException(
        "--join: '%s' is no address; write HOST:PORT, as node1:29500 or [fd00::1]:29500."
            .formatted(text));
  }

  /**
   * The address.
   *
   * @throws UserException if there is no such machine, or the address stands for several
   */
  InetSocketAddress address() {
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new UserException(
          "--join: %s is no name of a machine that is known here; give its address in digits."
              .formatted(host));
    }
    if (address.getAddress().isAnyLocalAddress()) {
      throw new UserException(
          "--join: %s stands for every network of a machine; name one address of it."
              .formatted(host));
    }
    return address;
  }

  static MeetingPlace of(InetSocketAddress address) {
    return new MeetingPlace(address.getAddress().getHostAddress(), address.getPort());
  }

  /** As {@link #of(String)} reads it. */
  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}

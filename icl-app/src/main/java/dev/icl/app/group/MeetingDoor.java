package dev.icl.app.group;

import dev.icl.core.error.UserException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * An open port of a process, whose number the others can be told before they meet. It is closed
 * when they have met, or by {@link #close}.
 */
public final class MeetingDoor implements AutoCloseable {
  private static final int BACKLOG = 128;

  private final ServerSocket server;

  private MeetingDoor(ServerSocket server) {
    this.server = server;
  }

  /**
   * A port at one address of this machine, and no other.
   *
   * @param place its port may be 0, for any that is free
   * @throws UserException if it cannot be used
   */
  public static MeetingDoor at(MeetingPlace place) {
    return at(place.address());
  }

  /** A free port that only processes of this machine can reach. */
  public static MeetingDoor onLoopback() {
    return at(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  static MeetingDoor at(InetSocketAddress address) {
    try {
      ServerSocket server = new ServerSocket();
      server.setReuseAddress(true);
      server.bind(address, BACKLOG);
      return new MeetingDoor(server);
    } catch (IOException e) {
      throw new UserException(
          "A process of the training cannot listen at %s (%s); name an address of the machine that it runs on, and a port that is free."
              .formatted(MeetingPlace.of(address), e.getMessage()),
          e);
    }
  }

  /** Where it is, with the port in use. */
  public MeetingPlace place() {
    return MeetingPlace.of((InetSocketAddress) server.getLocalSocketAddress());
  }

  ServerSocket server() {
    return server;
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      // nobody is let in any more either way
    }
  }
}

package dev.icl.app.group;

import dev.icl.core.error.UserException;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The place at which a process is called by others of its group, open until they have come.
 * Strangers are turned away, each by a thread of its own, so that none keeps the others waiting.
 */
final class Lobby implements AutoCloseable {
  /** Callers whose words are heard at a time. */
  private static final int MOST_CALLERS = 64;

  private final Member self;
  private final MeetingDoor door;
  private final Consumer<String> notices;
  private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
  private final Semaphore places = new Semaphore(MOST_CALLERS);
  private final Set<Socket> open = new HashSet<>();
  private boolean closed;

  /**
   * @param self this process
   * @param door closed with this
   * @param notices told of strangers
   */
  Lobby(Member self, MeetingDoor door, Consumer<String> notices) {
    this.self = self;
    this.door = door;
    this.notices = notices;
    start("lobby", this::acceptAll);
  }

  /**
   * A process of the group that has called, or why it cannot belong to it.
   *
   * @param caller who it is
   * @param socket the connection to it
   * @param refusal not null if the group cannot be; then the others mean nothing
   */
  record Arrival(
      Handshake.@Nullable Caller caller,
      @Nullable Socket socket,
      @Nullable UserException refusal) {}

  /**
   * Waits for the next one.
   *
   * @return null if none comes within the time
   * @throws UserException if one has come that does not fit
   */
  @Nullable Arrival next(Duration time) throws InterruptedException {
    Arrival arrival = arrivals.poll(time.toMillis(), TimeUnit.MILLISECONDS);
    if (arrival != null && arrival.refusal() != null) {
      throw arrival.refusal();
    }
    return arrival;
  }

  /** Its address. */
  MeetingPlace place() {
    return door.place();
  }

  private void acceptAll() {
    try {
      while (true) {
        Socket socket = door.server().accept();
        if (!remember(socket) || !places.tryAcquire()) {
          PeerLink.closeQuietly(socket);
          forget(socket);
        } else {
          start("caller", () -> hear(socket));
        }
      }
    } catch (IOException e) {
      if (!door.server().isClosed()) {
        arrivals.add(
            new Arrival(
                null,
                null,
                new UserException(
                    "Process %d cannot take in any more connections (%s); raise the limit of open files, for example with ulimit -n."
                        .formatted(self.rank(), e.getMessage()),
                    e)));
      }
    }
  }

  private void hear(Socket socket) {
    Thread limit = start("limit", () -> closeAfter(socket));
    try {
      socket.setSoTimeout(Handshake.MILLIS);
      Handshake.Caller caller = new Handshake(self, socket).answer();
      limit.interrupt();
      limit.join();
      // it may have said its last word as its time ended
      welcome(caller, socket);
    } catch (UserException e) {
      forget(socket);
      PeerLink.closeQuietly(socket);
      arrivals.add(new Arrival(null, null, e));
    } catch (IOException e) {
      if (forget(socket)) {
        notices.accept(
            "A connection from %s was turned away: %s."
                .formatted(
                    socket.getInetAddress().getHostAddress(),
                    e instanceof Handshake.Stranger
                        ? e.getMessage()
                        : "it said nothing that fits"));
      }
      PeerLink.closeQuietly(socket);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      limit.interrupt();
      places.release();
    }
  }

  /** Somebody may say a byte every second. */
  private static void closeAfter(Socket socket) {
    try {
      TimeUnit.MILLISECONDS.sleep(Handshake.MILLIS);
      PeerLink.closeQuietly(socket);
    } catch (InterruptedException e) {
      // it has said all
    }
  }

  private synchronized void welcome(Handshake.Caller caller, Socket socket) {
    if (forget(socket) && !socket.isClosed()) {
      arrivals.add(new Arrival(caller, socket, null));
    }
  }

  private synchronized boolean remember(Socket socket) {
    return !closed && open.add(socket);
  }

  /** Whether it was known, which it is not when all is closed. */
  private synchronized boolean forget(Socket socket) {
    return open.remove(socket);
  }

  @Override
  public synchronized void close() {
    closed = true;
    door.close();
    open.forEach(PeerLink::closeQuietly);
    open.clear();
    for (Arrival late : arrivals) {
      if (late.socket() != null) {
        PeerLink.closeQuietly(late.socket());
      }
    }
  }

  private static Thread start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}

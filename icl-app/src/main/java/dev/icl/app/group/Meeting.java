package dev.icl.app.group;

import dev.icl.core.error.UserException;
import dev.icl.core.text.Names;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The coming together of a group: process 0 waits at an address that all know, the others call it,
 * it tells them where each is, and they call one another. When each has told process 0 that it is
 * connected with all, process 0 tells all to begin, and nobody listens any more. Until then nobody
 * says anything else, so that one who ends is noticed by all.
 *
 * <pre>{@code
 * try (SocketGroup group = Meeting.at(place, member, notices)) { … }   // the same in every process
 * }</pre>
 */
public final class Meeting {
  /** The time between two looks at whether the others are there. */
  private static final int LOOK_MILLIS = 1000;

  private static final int MOST_NAMES = 10;

  /**
   * The word of each to process 0, and then of process 0 to each, that all connections are there.
   */
  private static final int CONNECTED = 1;

  private final Member self;
  private final Consumer<String> notices;
  private final TimeLeft time;
  private final Calls calls;
  private final Map<Integer, Socket> sockets = new TreeMap<>();

  private Meeting(Member self, Consumer<String> notices) {
    this.self = self;
    this.notices = notices;
    this.time = new TimeLeft(self.patience().meeting());
    this.calls = new Calls(self, time);
  }

  /**
   * Connects this process with all others.
   *
   * @param first the address of process 0, at which that process listens until all have come; its
   *     host is an address of that machine
   * @param self this process
   * @param notices told where process 0 waits, and of strangers
   * @throws UserException if the address cannot be used, a process does not fit, or not all come in
   *     time
   */
  public static SocketGroup at(MeetingPlace first, Member self, Consumer<String> notices) {
    InetSocketAddress address = first.address();
    return self.rank() == 0
        ? with(MeetingDoor.at(address), self, notices)
        : new Meeting(self, notices).connect(meeting -> meeting.join(address));
  }

  /**
   * The same for process 0 with an address of its own, which the others were told.
   *
   * @param door at which it waits; it is closed
   * @param self process 0
   * @param notices told of strangers
   * @throws UserException as above
   */
  public static SocketGroup with(MeetingDoor door, Member self, Consumer<String> notices) {
    return new Meeting(self, notices).connect(meeting -> meeting.lead(door));
  }

  /** The cause of a refusal where another process is at fault, which says why itself. */
  public static final class Lost extends IOException {
    private static final long serialVersionUID = 1L;

    Lost(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }

  private interface Way {
    void go(Meeting meeting) throws IOException, InterruptedException;
  }

  private SocketGroup connect(Way way) {
    boolean done = false;
    try {
      way.go(this);
      Map<Integer, PeerLink> links = new TreeMap<>();
      for (Map.Entry<Integer, Socket> peer : sockets.entrySet()) {
        links.put(peer.getKey(), new PeerLink(peer.getKey(), peer.getValue(), self.patience()));
      }
      done = true;
      return new SocketGroup(self.rank(), links);
    } catch (IOException e) {
      throw new UserException(
          "Process %d lost the connection to another while they met (%s); see the messages of the others, and start all processes again."
              .formatted(self.rank(), e.getMessage()),
          new Lost(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while processes met", e);
    } finally {
      if (!done) {
        sockets.values().forEach(PeerLink::closeQuietly);
      }
    }
  }

  /** Process 0: waits for all, and tells each where the others are. */
  private void lead(MeetingDoor door) throws IOException, InterruptedException {
    try (Lobby lobby = new Lobby(self, door, notices)) {
      notices.accept(
          "Process 0 waits for %d more at %s.".formatted(self.size() - 1, lobby.place()));
      Map<Integer, Integer> ports = new TreeMap<>();
      while (sockets.size() < self.size() - 1) {
        Handshake.Caller caller = admit(lobby);
        ports.put(caller.rank(), caller.port());
      }
      byte[] places = Places.told(sockets, ports);
      for (Socket socket : sockets.values()) {
        socket.getOutputStream().write(places);
      }
      time.begin(1);
      awaitConnected();
    }
  }

  /** Process 0: waits until each is connected with all, and tells all that it is so. */
  private void awaitConnected() throws IOException {
    Map<Integer, Socket> waiting = new TreeMap<>(sockets);
    while (!waiting.isEmpty()) {
      for (int rank : List.copyOf(waiting.keySet())) {
        if (isConnected(rank, LOOK_MILLIS / self.size())) {
          waiting.remove(rank);
        }
      }
      if (!waiting.isEmpty() && time.millis() <= 1) {
        throw new UserException(
            "Process 0 has not heard within %d s that these processes are connected with all others: %s; see their messages, and whether a firewall is between their machines."
                .formatted(
                    self.patience().meeting().toSeconds(),
                    Names.some(
                        waiting.keySet().stream().map(String::valueOf).toList(), MOST_NAMES)));
      }
    }
    for (Socket socket : sockets.values()) {
      socket.getOutputStream().write(CONNECTED);
    }
  }

  /** Another process: calls process 0, then those of lower numbers, and is called by the rest. */
  private void join(InetSocketAddress first) throws IOException, InterruptedException {
    Socket leader = calls.dial(first, 0, true);
    InetSocketAddress here = new InetSocketAddress(leader.getLocalAddress(), 0);
    try (Lobby lobby = new Lobby(self, MeetingDoor.at(here), notices)) {
      leader = calls.introduce(leader, first, 0, lobby.place().port());
      sockets.put(0, leader);
      // from here on process 0 decides who is late: for all to come, and again for all to connect
      time.begin(3);
      leader.setSoTimeout(time.millis());
      DataInputStream in = new DataInputStream(leader.getInputStream());
      Map<Integer, InetSocketAddress> places = new TreeMap<>();
      for (int rank = 1; rank < self.size(); rank++) {
        places.put(rank, place(in));
      }
      for (Map.Entry<Integer, InetSocketAddress> place : places.entrySet()) {
        if (place.getKey() < self.rank()) {
          // it has listened since before it called process 0: who does not answer has ended
          int rank = place.getKey();
          Socket peer = calls.dial(place.getValue(), rank, false);
          sockets.put(rank, calls.introduce(peer, place.getValue(), rank, 0));
        }
      }
      while (sockets.size() < self.size() - 1) {
        admit(lobby);
      }
      leader.getOutputStream().write(CONNECTED);
      if (!isConnected(0, time.millis())) {
        throw new IOException("process 0 says nothing");
      }
    } finally {
      sockets.putIfAbsent(0, leader);
    }
  }

  private static InetSocketAddress place(DataInputStream in) throws IOException {
    try {
      return Places.read(in);
    } catch (EOFException e) {
      throw Calls.ended(0, e);
    } catch (SocketTimeoutException e) {
      throw new IOException("process 0 says nothing", e);
    }
  }

  private Handshake.Caller admit(Lobby lobby) throws IOException, InterruptedException {
    Lobby.@Nullable Arrival arrival = lobby.next(look());
    while (arrival == null) {
      for (int rank : sockets.keySet()) {
        if (isConnected(rank, 1)) {
          throw new IOException("process " + rank + " speaks before all are there");
        }
      }
      if (time.millis() <= 1) {
        throw late();
      }
      arrival = lobby.next(look());
    }
    Handshake.Caller caller = Objects.requireNonNull(arrival.caller());
    Socket socket = Objects.requireNonNull(arrival.socket());
    if (sockets.putIfAbsent(caller.rank(), socket) != null) {
      PeerLink.closeQuietly(socket);
      throw Handshake.twice(caller.rank());
    }
    return caller;
  }

  private Duration look() {
    return Duration.ofMillis(Math.min(LOOK_MILLIS, time.millis()));
  }

  private UserException late() {
    return new UserException(
        "Only %d of %d processes have met at process %d within %d s; start all of them, on machines that can connect with one another."
            .formatted(
                sockets.size() + 1,
                self.size(),
                self.rank(),
                self.patience().meeting().toSeconds()));
  }

  /**
   * The word of a process, waited for a while, that all connections are there; false without it.
   *
   * @param rank of one that this one is connected with
   * @param millis at least 1
   * @throws IOException if it has ended
   */
  private boolean isConnected(int rank, int millis) throws IOException {
    Socket socket = Objects.requireNonNull(sockets.get(rank));
    socket.setSoTimeout(Math.max(1, millis));
    try {
      if (socket.getInputStream().read() != CONNECTED) {
        throw Calls.ended(rank, null);
      }
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }
}

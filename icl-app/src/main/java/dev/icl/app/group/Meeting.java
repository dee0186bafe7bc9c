package dev.icl.app.group;

import dev.icl.core.error.UserException;
import dev.icl.core.text.Names;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
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
  private static final long RETRY_MILLIS = 100;

  /** How often the others are seen to be there. */
  private static final int LOOK_MILLIS = 1000;

  private static final int MOST_NAMES = 10;

  /**
   * The word of each to process 0, and then of process 0 to each, that all connections are there.
   */
  private static final int CONNECTED = 1;

  private final Member self;
  private final Consumer<String> notices;
  private long end;
  private final Map<Integer, Socket> sockets = new TreeMap<>();

  private Meeting(Member self, Consumer<String> notices) {
    this.self = self;
    this.notices = notices;
    this.end = within(1);
  }

  /** The end of so many times the time for a meeting, from now on. */
  private long within(int times) {
    return System.nanoTime() + times * self.patience().meeting().toNanos();
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
      byte[] places = places(ports);
      for (Socket socket : sockets.values()) {
        socket.getOutputStream().write(places);
      }
      end = within(1);
      awaitConnected();
    }
  }

  private byte[] places(Map<Integer, Integer> ports) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    for (Map.Entry<Integer, Socket> peer : sockets.entrySet()) {
      byte[] address = peer.getValue().getInetAddress().getAddress();
      out.writeByte(address.length);
      out.write(address);
      out.writeInt(ports.getOrDefault(peer.getKey(), 0));
    }
    return bytes.toByteArray();
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
      if (!waiting.isEmpty() && millisLeft() <= 1) {
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
    Socket leader = dial(first, 0, true);
    InetSocketAddress here = new InetSocketAddress(leader.getLocalAddress(), 0);
    try (Lobby lobby = new Lobby(self, MeetingDoor.at(here), notices)) {
      leader = call(leader, first, 0, lobby.place().port());
      // from here on process 0 decides who is late: for all to come, and again for all to connect
      end = within(3);
      leader.setSoTimeout(millisLeft());
      DataInputStream in = new DataInputStream(leader.getInputStream());
      Map<Integer, InetSocketAddress> places = new TreeMap<>();
      for (int rank = 1; rank < self.size(); rank++) {
        places.put(rank, place(in));
      }
      for (Map.Entry<Integer, InetSocketAddress> place : places.entrySet()) {
        if (place.getKey() < self.rank()) {
          // it has listened since before it called process 0: who does not answer has ended
          Socket peer = dial(place.getValue(), place.getKey(), false);
          call(peer, place.getValue(), place.getKey(), 0);
        }
      }
      while (sockets.size() < self.size() - 1) {
        admit(lobby);
      }
      leader.getOutputStream().write(CONNECTED);
      if (!isConnected(0, millisLeft())) {
        throw new IOException("process 0 says nothing");
      }
    } finally {
      sockets.putIfAbsent(0, leader);
    }
  }

  private static InetSocketAddress place(DataInputStream in) throws IOException {
    try {
      return readPlace(in);
    } catch (EOFException e) {
      throw ended(0, e);
    } catch (SocketTimeoutException e) {
      throw new IOException("process 0 says nothing", e);
    }
  }

  private static IOException ended(int rank, @Nullable EOFException cause) {
    return new IOException("process " + rank + " has ended", cause);
  }

  private static InetSocketAddress readPlace(DataInputStream in) throws IOException {
    int length = in.readUnsignedByte();
    if (length != 4 && length != 16) {
      throw new IOException("an address of " + length + " bytes");
    }
    byte[] address = new byte[length];
    in.readFully(address);
    int port = in.readInt();
    if (port < 1 || port > 65535) {
      throw new IOException("a port " + port);
    }
    return new InetSocketAddress(InetAddress.getByAddress(address), port);
  }

  private Handshake.Caller admit(Lobby lobby) throws IOException, InterruptedException {
    Lobby.@Nullable Arrival arrival = lobby.next(look());
    while (arrival == null) {
      for (int rank : sockets.keySet()) {
        if (isConnected(rank, 1)) {
          throw new IOException("process " + rank + " speaks before all are there");
        }
      }
      if (millisLeft() <= 1) {
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
    return Duration.ofMillis(Math.min(LOOK_MILLIS, millisLeft()));
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
   * Whether a process says within a time that all connections are there.
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
        throw ended(rank, null);
      }
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }

  /**
   * Calls until somebody answers or the time is over.
   *
   * @param place of the other
   * @param rank of the other
   * @param early whether the other may be started later
   */
  private Socket dial(InetSocketAddress place, int rank, boolean early)
      throws InterruptedException {
    while (true) {
      Socket socket = new Socket();
      try {
        socket.connect(place, millisLeft());
        return socket;
      } catch (IOException e) {
        PeerLink.closeQuietly(socket);
        if (!early) {
          throw new UserException(
              "Process %d cannot reach process %d at %s (%s); check whether it has ended, or a firewall is between their machines."
                  .formatted(self.rank(), rank, MeetingPlace.of(place), e.getMessage()),
              e);
        }
        if (millisLeft() <= RETRY_MILLIS) {
          throw new UserException(
              "--join: process %d does not answer at %s within %d s (%s); see that it is started, and that this machine can reach it."
                  .formatted(
                      rank,
                      MeetingPlace.of(place),
                      self.patience().meeting().toSeconds(),
                      e.getMessage()),
              e);
        }
        TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
      }
    }
  }

  /** Says who this process is, again where strangers have taken all places for the moment. */
  private Socket call(Socket dialled, InetSocketAddress place, int rank, int port)
      throws IOException, InterruptedException {
    Socket socket = dialled;
    while (true) {
      boolean known = false;
      try {
        socket.setSoTimeout(Handshake.MILLIS);
        new Handshake(self, socket).call(rank, MeetingPlace.of(place).toString(), port);
        known = true;
        sockets.put(rank, socket);
        return socket;
      } catch (Handshake.Crowded e) {
        if (millisLeft() <= RETRY_MILLIS) {
          throw e;
        }
      } catch (EOFException e) {
        throw ended(rank, e);
      } finally {
        if (!known) {
          PeerLink.closeQuietly(socket);
        }
      }
      TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
      socket = dial(place, rank, rank == 0);
    }
  }

  private int millisLeft() {
    long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, left));
  }
}

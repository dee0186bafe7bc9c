package dev.icl.app.group;

import dev.icl.core.error.UserException;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The calls by which a process comes to others of its group. */
final class Calls {
  private static final long RETRY_MILLIS = 100;

  private final Member self;
  private final TimeLeft time;

  /**
   * @param self this process
   * @param time left for the meeting
   */
  Calls(Member self, TimeLeft time) {
    this.self = self;
    this.time = time;
  }

  /**
   * Calls until somebody answers or the time is over.
   *
   * @param place of the other
   * @param rank of the other
   * @param early whether the other may be started later
   */
  Socket dial(InetSocketAddress place, int rank, boolean early) throws InterruptedException {
    while (true) {
      Socket socket = new Socket();
      try {
        socket.connect(place, time.millis());
        return socket;
      } catch (IOException e) {
        PeerLink.closeQuietly(socket);
        if (!early) {
          throw new UserException(
              "Process %d cannot reach process %d at %s (%s); check whether it has ended, or a firewall is between their machines."
                  .formatted(self.rank(), rank, MeetingPlace.of(place), e.getMessage()),
              e);
        }
        if (time.millis() <= RETRY_MILLIS) {
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

  /**
   * Says who this process is, again where strangers have taken all places for the moment, or the
   * other does not yet listen to anybody.
   *
   * @param dialled a connection, closed where this fails
   * @param place of the other
   * @param rank of the other
   * @param port at which others reach this process; 0 if nobody calls it
   * @return the connection to go on with
   * @throws UserException if the other says nothing for all the time, or one does not fit the other
   */
  Socket introduce(Socket dialled, InetSocketAddress place, int rank, int port)
      throws IOException, InterruptedException {
    Socket socket = dialled;
    while (true) {
      boolean known = false;
      try {
        socket.setSoTimeout(Math.min(Handshake.MILLIS, time.millis()));
        new Handshake(self, socket).call(rank, MeetingPlace.of(place).toString(), port);
        known = true;
        return socket;
      } catch (Handshake.Unheard e) {
        if (time.millis() <= RETRY_MILLIS) {
          throw new UserException(
              "%s: nobody speaks there for process %d of the training (%s); check that it is started, and that nothing else uses the port."
                  .formatted(MeetingPlace.of(place), rank, e.getMessage()),
              e);
        }
      } catch (EOFException e) {
        throw ended(rank, e);
      } catch (SocketTimeoutException e) {
        throw new IOException("process " + rank + " says nothing", e);
      } finally {
        if (!known) {
          PeerLink.closeQuietly(socket);
        }
      }
      TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
      socket = dial(place, rank, rank == 0);
    }
  }

  /** The end of a process, seen by its connection. */
  static IOException ended(int rank, @Nullable EOFException cause) {
    return new IOException("process " + rank + " has ended", cause);
  }
}

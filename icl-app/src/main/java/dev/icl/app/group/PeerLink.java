package dev.icl.app.group;

import dev.icl.core.error.UserException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The connection to another process of a group. What is to be sent waits for a thread of its own,
 * so that nobody waits for the other to read; that thread also gives signs of life. What comes is
 * read by whoever needs it.
 */
final class PeerLink {
  /** The most bytes of a frame. */
  static final int CHUNK = 1 << 18;

  private static final int DATA = 1;
  private static final int PULSE = 2;
  private static final int END = 3;
  private static final int HEADER = 17;
  private static final int LONGEST_REASON = 600;
  private static final int BUFFER = 1 << 16;

  private final int rank;
  private final Socket socket;
  private final Patience patience;
  private final DataInputStream in;
  private final DataOutputStream out;
  private final BlockingQueue<Sending> queue = new LinkedBlockingQueue<>();
  private final Thread sender;
  private final Object progress = new Object();

  private int waiting;
  private long sent;
  private @Nullable IOException failure;
  private volatile boolean closing;
  private volatile boolean lost;

  /**
   * @param rank of the other process
   * @param socket connected, and known to be that process's
   * @param patience the time for signs of life
   */
  PeerLink(int rank, Socket socket, Patience patience) throws IOException {
    this.rank = rank;
    this.socket = socket;
    this.patience = patience;
    socket.setTcpNoDelay(true);
    socket.setSoTimeout((int) patience.silence().toMillis());
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER));
    out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), BUFFER));
    sender = new Thread(this::sendAll, "to process " + rank);
    sender.setDaemon(true);
    sender.start();
  }

  /** The maker of the content of a frame, which may wait until it is sent. */
  @FunctionalInterface
  interface Content {
    /** Puts the bytes into the beginning of a chunk. */
    void copyTo(byte[] chunk);
  }

  private record Sending(int exchange, long total, int length, Content content) {}

  /**
   * Sends a frame when those before it are sent.
   *
   * @param exchange the number of the exchange
   * @param total bytes that are exchanged, by which both sides see that they mean the same
   * @param length of the frame in bytes, at most {@link #CHUNK}
   * @param content the bytes, asked for by another thread before {@link #awaitSent} returns
   */
  void send(int exchange, long total, int length, Content content) {
    synchronized (progress) {
      waiting++;
    }
    queue.add(new Sending(exchange, total, length, content));
  }

  /**
   * Reads a frame.
   *
   * @param exchange its number
   * @param total bytes that are exchanged
   * @param length of the frame in bytes
   * @param chunk receives them at its beginning
   * @throws UserException if the process is lost
   */
  void receive(int exchange, long total, int length, byte[] chunk) {
    try {
      int kind = in.readUnsignedByte();
      while (kind == PULSE) {
        kind = in.readUnsignedByte();
      }
      if (kind == END) {
        throw LostProcess.saying(rank, place(), reason());
      }
      int theirs = in.readInt();
      long theirTotal = in.readLong();
      int theirLength = in.readInt();
      if (kind != DATA || theirs != exchange || theirTotal != total || theirLength != length) {
        throw new IllegalStateException(
            "process %d sends %d of %d bytes as exchange %d, not %d of %d as %d"
                .formatted(rank, theirLength, theirTotal, theirs, length, total, exchange));
      }
      in.readFully(chunk, 0, length);
    } catch (IOException e) {
      throw lost(e);
    }
  }

  /**
   * Waits until everything is sent.
   *
   * @throws UserException if the process is lost
   */
  void awaitSent() {
    IOException reason = null;
    synchronized (progress) {
      long last = -1;
      while (waiting > 0 && failure == null && last != sent) {
        last = sent;
        reason = await();
      }
      if (waiting > 0) {
        reason = failure != null ? failure : new SocketTimeoutException("nothing is read there");
      }
    }
    if (reason != null) {
      throw lost(reason);
    }
  }

  /** Waits for the sender to be through, or for as long as a silence may be. */
  private @Nullable IOException await() {
    long end = System.nanoTime() + patience.silence().toNanos();
    long before = sent;
    try {
      while (waiting > 0 && failure == null && before == sent) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0) {
          return null;
        }
        progress.wait(left);
      }
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failure = new IOException("interrupted", e);
      return failure;
    }
  }

  /** Bytes that were sent so far. */
  long sentBytes() {
    synchronized (progress) {
      return sent;
    }
  }

  /**
   * Ends the connection after what is still to be sent, within seconds. Contents of frames are not
   * asked for any more then.
   *
   * @param reason a sentence for the other process
   */
  void close(String reason) {
    closing = true;
    sender.interrupt();
    try {
      sender.join(TimeUnit.SECONDS.toMillis(1));
      if (!sender.isAlive()) {
        end(reason);
      }
      // a sender that waits for the other to read does so no longer
      closeQuietly(socket);
      queue.clear();
      sender.join();
    } catch (IOException e) {
      // it is gone, then
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      closeQuietly(socket);
    }
  }

  /** Closes a socket whose end matters to nobody. */
  static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // it is of no use any more
    }
  }

  /**
   * Says why, and reads on for a moment: a connection closed over unread bytes takes the reason
   * back.
   */
  private void end(String reason) throws IOException {
    byte[] text = reason.getBytes(StandardCharsets.UTF_8);
    out.writeByte(END);
    out.writeShort(Math.min(text.length, LONGEST_REASON));
    out.write(text, 0, Math.min(text.length, LONGEST_REASON));
    out.flush();
    socket.shutdownOutput();
    socket.setSoTimeout(200);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
    byte[] ignored = new byte[BUFFER];
    InputStream rest = in;
    while (System.nanoTime() < end && rest.read(ignored) >= 0) {
      // to the end
    }
  }

  private String reason() throws IOException {
    int length = in.readUnsignedShort();
    if (length > LONGEST_REASON) {
      throw new EOFException("an end without a reason");
    }
    byte[] text = new byte[length];
    in.readFully(text);
    return new String(text, StandardCharsets.UTF_8).replaceAll("[\\p{Cntrl}]+", " ").strip();
  }

  private void sendAll() {
    byte[] chunk = new byte[CHUNK];
    try {
      while (true) {
        Sending next = take();
        if (next == null) {
          if (closing) {
            return;
          }
          out.writeByte(PULSE);
          out.flush();
          continue;
        }
        out.writeByte(DATA);
        out.writeInt(next.exchange());
        out.writeLong(next.total());
        out.writeInt(next.length());
        next.content().copyTo(chunk);
        out.write(chunk, 0, next.length());
        if (queue.isEmpty()) {
          out.flush();
        }
        synchronized (progress) {
          sent += HEADER + next.length();
          waiting--;
          progress.notifyAll();
        }
      }
    } catch (IOException e) {
      synchronized (progress) {
        failure = e;
        progress.notifyAll();
      }
    }
  }

  /** The next frame to send; null if it is time for a sign of life, or to end. */
  private @Nullable Sending take() {
    try {
      return closing
          ? queue.poll()
          : queue.poll(patience.pulse().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return queue.poll(); // it is closing
    }
  }

  /** Whether the other process is gone without a word. */
  boolean isLost() {
    return lost;
  }

  private UserException lost(IOException cause) {
    lost = true;
    return LostProcess.of(rank, place(), patience.silence(), cause);
  }

  private String place() {
    return socket.getInetAddress().getHostAddress() + ":" + socket.getPort();
  }
}

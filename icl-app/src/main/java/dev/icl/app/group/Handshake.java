package dev.icl.app.group;

import dev.icl.core.error.UserException;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The first words of a connection, by which both sides see that the other belongs to the group. The
 * one that is called draws a number first, the caller draws another and says who it is, and each
 * proves that it knows the token by a code over both numbers and everything that was said.
 *
 * <p>Whoever does not know the token gets a number that was just drawn and a refusal, and can make
 * the group hold nothing but a socket for a few seconds.
 */
final class Handshake {
  /** Time for all of it. */
  static final int MILLIS = 10_000;

  private static final int MAGIC = 0x49434c47; // ICLG
  private static final int VERSION = 2;

  private static final int WELCOME = 1;
  private static final int OTHER_TOKEN = 2;
  private static final int OTHER_SIZE = 3;
  private static final int OTHER_PURPOSE = 4;

  private static final byte[] CALLER = "caller".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] CALLED = "called".getBytes(StandardCharsets.US_ASCII);

  private final Member self;
  private final DataInputStream in;
  private final DataOutputStream out;

  /**
   * @param self this process
   * @param socket connected, with a time limit for reading
   */
  Handshake(Member self, Socket socket) throws IOException {
    this.self = self;
    // no buffers: what comes after the handshake is read by others
    this.in = new DataInputStream(socket.getInputStream());
    this.out = new DataOutputStream(socket.getOutputStream());
  }

  /**
   * A caller that belongs to the group.
   *
   * @param rank its number
   * @param port at which others reach it; 0 if nobody calls it
   */
  record Caller(int rank, int port) {}

  /** A caller that does not know the token, or speaks otherwise: no member of this group. */
  static final class Stranger extends IOException {
    private static final long serialVersionUID = 1L;

    Stranger(String message) {
      super(message);
    }
  }

  /**
   * A connection without a word, as where too many call at a time, or the other has not come so
   * far.
   */
  static final class Unheard extends IOException {
    private static final long serialVersionUID = 1L;

    Unheard(String message, IOException cause) {
      super(message, cause);
    }
  }

  /**
   * The part of the one that is called.
   *
   * @return who has called
   * @throws Stranger if it is none of the group
   * @throws IOException if the connection ends or the time is over
   * @throws UserException if it is one, but does not fit: neither side can go on
   */
  Caller answer() throws IOException {
    byte[] mine = GroupToken.nonce();
    out.writeInt(MAGIC);
    out.writeInt(VERSION);
    out.write(mine);
    out.flush();
    if (in.readInt() != MAGIC || in.readInt() != VERSION) {
      throw new Stranger("it does not speak the language of this release");
    }
    byte[] theirs = bytes();
    int rank = in.readInt();
    int size = in.readInt();
    int port = in.readInt();
    byte[] purpose = bytes();
    byte[] said = said(rank, size, port);
    if (!self.token().isProof(bytes(), CALLER, mine, theirs, said, purpose)) {
      out.writeByte(OTHER_TOKEN);
      out.flush();
      throw new Stranger("it has another token");
    }
    int status = status(size, purpose);
    out.writeByte(status);
    out.writeInt(self.size());
    out.write(
        self.token().proof(CALLED, mine, theirs, said, said(self.rank(), self.size(), status)));
    out.flush();
    refuse(status, rank, size);
    if (rank < 0 || rank >= size || rank == self.rank()) {
      throw twice(rank);
    }
    return new Caller(rank, port);
  }

  /**
   * The part of the caller.
   *
   * @param called the rank of the process that is called
   * @param place host and port of it, for a message
   * @param port at which others reach this process; 0 if nobody calls it
   * @throws Unheard if the other hangs up before its first word, or there is none in time; it can
   *     be called again
   * @throws IOException if the connection ends later, or the time is over
   * @throws UserException if one does not fit the other
   */
  void call(int called, String place, int port) throws IOException {
    if (firstWord() != MAGIC) {
      throw new UserException(
          "%s: something else answers there than a process of a training; name the address of process 0, with a port that nobody else uses."
              .formatted(place));
    }
    if (in.readInt() != VERSION) {
      throw new UserException(
          "%s: process %d is of another release, with which this one cannot train; start the same release everywhere."
              .formatted(place, called));
    }
    byte[] theirs = bytes();
    byte[] mine = GroupToken.nonce();
    byte[] said = said(self.rank(), self.size(), port);
    out.writeInt(MAGIC);
    out.writeInt(VERSION);
    out.write(mine);
    out.write(said);
    out.write(self.fingerprint());
    out.write(self.token().proof(CALLER, theirs, mine, said, self.fingerprint()));
    out.flush();
    int status = in.readUnsignedByte();
    if (status == OTHER_TOKEN) {
      throw otherToken(place, called);
    }
    int size = in.readInt();
    byte[] proof = bytes();
    if (!self.token().isProof(proof, CALLED, theirs, mine, said, said(called, size, status))) {
      throw otherToken(place, called);
    }
    refuse(status, called, size);
  }

  private int firstWord() throws IOException {
    try {
      return in.readInt();
    } catch (EOFException e) {
      throw new Unheard("the connection was closed at once", e);
    } catch (SocketTimeoutException e) {
      throw new Unheard("there is a connection, and no word", e);
    }
  }

  private int status(int size, byte[] purpose) {
    if (size != self.size()) {
      return OTHER_SIZE;
    }
    return Arrays.equals(purpose, self.fingerprint()) ? WELCOME : OTHER_PURPOSE;
  }

  private void refuse(int status, int other, int size) {
    if (status == OTHER_SIZE) {
      throw new UserException(
          "--ranks: process %d was started as one of %d, and process %d as one of %d; give all of them the same number."
              .formatted(self.rank(), self.size(), other, size));
    }
    if (status != WELCOME) {
      throw new UserException(
          "Processes %d and %d were given different configurations; start all processes with the same file, the same --set, and the same release."
              .formatted(Math.min(self.rank(), other), Math.max(self.rank(), other)));
    }
  }

  private static UserException otherToken(String place, int called) {
    return new UserException(
        "%s: process %d has another token; give all processes the same --token-file."
            .formatted(place, called));
  }

  /** Two processes of one number. */
  static UserException twice(int rank) {
    return new UserException(
        "--rank: two processes were started as number %d, or it is out of range; give each its own, from 0."
            .formatted(rank));
  }

  private byte[] bytes() throws IOException {
    byte[] bytes = new byte[GroupToken.BYTES];
    in.readFully(bytes);
    return bytes;
  }

  private static byte[] said(int first, int second, int third) {
    return ByteBuffer.allocate(3 * Integer.BYTES)
        .putInt(first)
        .putInt(second)
        .putInt(third)
        .array();
  }
}

package dev.icl.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Requests to a service by clients that mean harm or are broken, written to bare sockets. */
final class HostileRequests {
  /** The number of kinds. */
  static final int KINDS = 12;

  private static final int PATIENCE = 60_000;

  private final int port;
  private final String token;
  private final byte[] scan;
  private final int limit;

  /**
   * @param port of the service on this machine
   * @param token that it takes
   * @param scan that it segments
   * @param limit the largest body that it takes
   */
  HostileRequests(int port, String token, byte[] scan, int limit) {
    this.port = port;
    this.token = token;
    this.scan = scan.clone();
    this.limit = limit;
  }

  /**
   * Sends one.
   *
   * @param kind 0 to 11
   * @param seed of what is drawn
   * @return the status of the reply; 0 if the service closed the connection without any
   * @throws SocketTimeoutException if it does neither: it hangs
   */
  int send(int kind, long seed) throws IOException {
    Random random = new Random(seed);
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(PATIENCE);
      try {
        write(kind, random, socket);
      } catch (SocketTimeoutException e) {
        throw e;
      } catch (IOException e) {
        // the service has closed the connection, or its half of it
      }
      return status(socket);
    }
  }

  private void write(int kind, Random random, Socket socket) throws IOException {
    OutputStream out = socket.getOutputStream();
    switch (kind) {
      case 0 -> { // larger than allowed, as it says
        out.write(head("POST", "/segment", token, "Content-Length: " + (limit + 1)));
        out.write(new byte[limit + 1]);
      }
      case 1 -> { // larger than allowed, as it does not say
        out.write(head("POST", "/segment", token, "Transfer-Encoding: chunked"));
        byte[] chunk = new byte[1 << 16];
        for (int sent = 0; sent <= limit; sent += chunk.length) {
          out.write("10000\r\n".getBytes(StandardCharsets.US_ASCII));
          out.write(chunk);
          out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      }
      case 2 -> // claims more than any machine has
          out.write(head("POST", "/segment", token, "Content-Length: 99999999999999"));
      case 3 -> // stalls in the headers
          out.write("POST /segment HTTP/1.1\r\nHost: local".getBytes(StandardCharsets.US_ASCII));
      case 4 -> { // stalls in the body
        out.write(head("POST", "/segment", token, "Content-Length: " + scan.length));
        out.write(scan, 0, scan.length / 2);
      }
      case 5 -> { // no HTTP
        byte[] noise = new byte[1 + random.nextInt(2000)];
        random.nextBytes(noise);
        out.write(noise);
        socket.shutdownOutput();
      }
      case 6 -> { // a damaged scan
        byte[] damaged = scan.clone();
        for (int i = 0; i < 8; i++) {
          damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }
        post(out, damaged);
      }
      case 7 -> { // ends early
        out.write(head("POST", "/segment", token, "Content-Length: " + scan.length));
        out.write(scan, 0, random.nextInt(scan.length));
        socket.shutdownOutput();
      }
      case 8 -> // another method or path
          out.write(
              head(
                  random.nextBoolean() ? "DELETE" : "POST",
                  random.nextBoolean() ? "/segment?format=exe" : "/../../etc/passwd",
                  token,
                  "Content-Length: 0"));
      case 9 -> post(out, bomb(limit)); // an archive of many zeros
      case 10 -> { // another token
        out.write(
            head("POST", "/segment", "x".repeat(token.length()), "Content-Length: " + scan.length));
        out.write(scan);
      }
      default -> // a scan that claims to be of any size
          post(out, huge(random));
    }
    out.flush();
  }

  private void post(OutputStream out, byte[] body) throws IOException {
    out.write(head("POST", "/segment", token, "Content-Length: " + body.length));
    out.write(body);
  }

  private static byte[] head(String method, String path, String token, String more) {
    return "%s %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n%s\r\nConnection: close\r\n\r\n"
        .formatted(method, path, token, more)
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] bomb(int limit) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("../../a.dcm"));
      byte[] zeros = new byte[5 * limit];
      System.arraycopy("DICM".getBytes(StandardCharsets.US_ASCII), 0, zeros, 128, 4);
      zip.write(zeros);
      zip.closeEntry();
    }
    return bytes.toByteArray();
  }

  private static byte[] huge(Random random) {
    return "NRRD0004\ntype: float\ndimension: 3\nsizes: %d %d %d\nencoding: raw\nendian: little\n\n    "
        .formatted(1 + random.nextInt(30_000), 1 + random.nextInt(30_000), 1 + random.nextInt(300))
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static int status(Socket socket) throws IOException {
    try {
      InputStream in = socket.getInputStream();
      byte[] line = in.readNBytes(12);
      in.skip(Long.MAX_VALUE);
      String text = new String(line, StandardCharsets.US_ASCII);
      return text.matches("HTTP/1\\.1 \\d{3}") ? Integer.parseInt(text.substring(9)) : 0;
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      return 0;
    }
  }

  /** Whether a kind is a proper request but for the scan in it. */
  static boolean isWhole(int kind) {
    return kind == 6 || kind == 9 || kind == 11;
  }

  /** Whether a status is one that a kind may get; 0 is a connection that was closed. */
  static boolean fits(int kind, int status) {
    return switch (kind) {
      case 0, 2 -> is(status, 0, 413);
      case 1 -> is(status, 0, 413, 503);
      case 3 -> is(status, 0);
      case 4, 7 -> is(status, 0, 408, 503);
      case 5 -> is(status, 0, 400, 405, 414, 501);
      case 6 -> is(status, 200, 422, 503);
      case 8 -> is(status, 400, 404, 405, 503);
      case 9, 11 -> is(status, 422, 503);
      case 10 -> is(status, 401);
      default -> false;
    };
  }

  private static boolean is(int status, int... allowed) {
    return Arrays.stream(allowed).anyMatch(a -> a == status);
  }
}

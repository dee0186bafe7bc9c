package dev.icl.app.serve;

import dev.icl.core.error.UserException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The options of a {@link SegmentationService}.
 *
 * @param host name or number of the interface that it listens on
 * @param port 0 to 65535; 0 for one that is free
 * @param token the secret that requests must show; interfaces other than loopback require one
 * @param mostBytes the largest body of a request, at least 1
 * @param queue the number of scans that wait, or are on their way in or out, beside the one that is
 *     segmented; at least 0
 * @param patience the time that a client has to send its request, and again to take the reply
 * @param temporary the folder in which scans are kept while they are dealt with; made where it is
 *     missing
 */
public record ServiceOptions(
    String host,
    int port,
    Optional<AccessToken> token,
    long mostBytes,
    int queue,
    Duration patience,
    Path temporary) {
  /** The interface that only this machine reaches. */
  public static final String LOOPBACK = "127.0.0.1";

  /** The port that is listened on unless another is asked for. */
  public static final int PORT = 8017;

  /**
   * @throws UserException if a number is out of range, there is no such interface, or it can be
   *     reached from elsewhere and there is no token
   */
  public ServiceOptions {
    if (port < 0 || port > 65535) {
      throw new UserException("--port: %d is out of range; use 0 to 65535.".formatted(port));
    }
    if (mostBytes < 1) {
      throw new UserException("--max-size: a scan takes at least 1 MiB; use 1 or more.");
    }
    if (queue < 0 || queue > 1000) {
      throw new UserException("--queue: %d is out of range; use 0 to 1000.".formatted(queue));
    }
    if (patience.toSeconds() < 1 || patience.toSeconds() > 86_400) {
      throw new UserException(
          "--read-timeout: %d s is out of range; use 1 to 86400.".formatted(patience.toSeconds()));
    }
    if (token.isEmpty() && !resolved(host).isLoopbackAddress()) {
      throw new UserException(
          "--host: %s can be reached from other machines, which takes a token: give one with --token-file or ICL_SERVE_TOKEN, or leave --host out."
              .formatted(host));
    }
  }

  /** The address to listen on. */
  InetSocketAddress address() {
    return new InetSocketAddress(resolved(host), port);
  }

  private static InetAddress resolved(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new UserException(
          "--host: %s is no interface of this machine; use %s, or the address of one."
              .formatted(host, LOOPBACK),
          e);
    }
  }
}

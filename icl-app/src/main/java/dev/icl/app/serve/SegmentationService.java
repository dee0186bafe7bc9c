package dev.icl.app.serve;

import com.sun.net.httpserver.HttpServer;
import dev.icl.core.error.UserException;
import dev.icl.core.io.FileReason;
import dev.icl.data.format.VolumeFormats;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A network that segments the scans of requests over HTTP, one at a time.
 *
 * <p>{@code POST /segment} takes a file of any format that is read, or a zip archive of a DICOM
 * series, and replies with the label map; {@code GET /health} and {@code GET /metrics} tell how the
 * service is. Scans are in a private temporary folder while they are dealt with; nothing else is
 * written. Closing finishes the requests that have a place.
 */
public final class SegmentationService implements AutoCloseable {
  /** The most connections, each of which may need a thread. */
  private static final int CONNECTIONS = 128;

  /** Of a request that is refused so much is read, so that its client looks at the reply. */
  private static final int DRAINED = 8 << 20;

  private final HttpServer server;
  private final ThreadPoolExecutor threads;
  private final WorkPlaces places;
  private final ClientPatience patience;
  private final Path temporary;
  private final AtomicBoolean closed = new AtomicBoolean();

  private SegmentationService(
      HttpServer server,
      ThreadPoolExecutor threads,
      WorkPlaces places,
      ClientPatience patience,
      Path temporary) {
    this.server = server;
    this.threads = threads;
    this.places = places;
    this.patience = patience;
    this.temporary = temporary;
  }

  /**
   * Starts to listen.
   *
   * @param worker segments scans; called by one thread
   * @param formats that are read
   * @param facts of the network, for {@code /health}
   * @param options address, token and limits
   * @param log receives a sentence about what is no mistake of a client, from any thread
   * @throws UserException if the address cannot be listened on, or the temporary folder cannot be
   *     made
   */
  public static SegmentationService start(
      ScanWorker worker,
      VolumeFormats formats,
      ServiceFacts facts,
      ServiceOptions options,
      Consumer<String> log) {
    limitClients(options);
    Path temporary = temporary(options.temporary());
    HttpServer server = listening(options, temporary);
    WorkPlaces places = new WorkPlaces(options.queue() + 1);
    ClientPatience patience = new ClientPatience(options.patience());
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            CONNECTIONS,
            CONNECTIONS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> new Thread(work, "icl-serve-request"));
    threads.allowCoreThreadTimeOut(true);
    server.setExecutor(threads);
    server.createContext(
        "/",
        new ServiceHandler(
            new SegmentRequest(worker, formats, facts, new ServiceMetrics(), log),
            new RequestGate(options.token()),
            new ScanUpload(options.mostBytes(), options.patience()),
            places,
            patience,
            temporary));
    server.start();
    return new SegmentationService(server, threads, places, patience, temporary);
  }

  /** The JDK's server takes these limits from system properties, once in a process. */
  private static void limitClients(ServiceOptions options) {
    // requests are given up here if their headers do not come; what comes later has limits of ours
    long request = options.patience().toSeconds() + 2;
    Map<String, Object> limits =
        Map.of(
            "sun.net.httpserver.maxReqTime",
            request,
            "sun.net.httpserver.maxReqHeaders",
            100,
            "sun.net.httpserver.maxReqHeaderSize",
            1 << 16,
            "sun.net.httpserver.drainAmount",
            DRAINED,
            "sun.net.httpserver.nodelay",
            true,
            "jdk.httpserver.maxConnections",
            CONNECTIONS);
    limits.forEach(
        (key, value) -> {
          if (System.getProperty(key) == null) {
            System.setProperty(key, value.toString());
          }
        });
  }

  private static Path temporary(Path folder) {
    try {
      Files.createDirectories(folder);
      return Files.createTempDirectory(folder, "icl-serve");
    } catch (IOException e) {
      throw new UserException(
          "--temp: no folder can be made in %s (%s); name another one."
              .formatted(folder, FileReason.of(e)),
          e);
    }
  }

  private static HttpServer listening(ServiceOptions options, Path temporary) {
    try {
      return HttpServer.create(options.address(), CONNECTIONS);
    } catch (IOException e) {
      ServiceHandler.delete(temporary);
      throw new UserException(
          "--port: %s port %d cannot be listened on (%s); name another one, or 0 for any that is free."
              .formatted(options.host(), options.port(), FileReason.of(e)),
          e);
    }
  }

  /** The address that clients call, as {@code http://127.0.0.1:8017}. */
  public String address() {
    InetSocketAddress address = server.getAddress();
    String host = address.getAddress().getHostAddress();
    return "http://%s:%d"
        .formatted(host.contains(":") ? "[" + host + "]" : host, address.getPort());
  }

  /** Refuses new scans, finishes those that have a place, and stops to listen; does so once. */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    places.close();
    server.stop(0);
    threads.shutdownNow();
    patience.close();
    ServiceHandler.delete(temporary);
  }
}

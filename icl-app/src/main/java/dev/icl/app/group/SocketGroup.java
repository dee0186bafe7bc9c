package dev.icl.app.group;

import dev.icl.core.engine.ProcessGroup;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A group of processes with a TCP connection between every two.
 *
 * <p>Each process adds up its own part of the values of all, in the order of ranks, and sends the
 * sums to the others, so that each sends {@code 2 · (n - 1) / n} of the values, as a ring would
 * have it. A connection without a sign of life, and one that has ended, are {@link
 * dev.icl.core.error.UserException}s of the next exchange.
 */
public final class SocketGroup implements ProcessGroup, AutoCloseable {
  private static final int CHUNK = PeerLink.CHUNK;

  private final int rank;
  private final int size;
  private final Map<Integer, PeerLink> links;
  private final byte[] chunk = new byte[CHUNK];
  private final float[] sums = new float[CHUNK / Float.BYTES];
  private final float[] terms = new float[CHUNK / Float.BYTES];
  private int exchanges;
  private boolean closed;

  /**
   * @param rank of this process
   * @param links to all others by their ranks
   */
  SocketGroup(int rank, Map<Integer, PeerLink> links) {
    this.rank = rank;
    this.size = links.size() + 1;
    this.links = new TreeMap<>(links);
  }

  @Override
  public int rank() {
    return rank;
  }

  @Override
  public int size() {
    return size;
  }

  /** Bytes that this process has sent to the others, but for signs of life. */
  public long sentBytes() {
    return links.values().stream().mapToLong(PeerLink::sentBytes).sum();
  }

  /** Whether an exchange has failed because a process is gone that did not say why. */
  public boolean hasLostAProcess() {
    return links.values().stream().anyMatch(PeerLink::isLost);
  }

  @Override
  public void allReduce(List<HostTensor> values) {
    values.forEach(SocketGroup::requireFloats);
    exchange(() -> sumUp(values));
  }

  private void sumUp(List<HostTensor> values) {
    FlatBytes all = new FlatBytes(values);
    links.forEach((other, link) -> send(link, all, begin(all, other), begin(all, other + 1)));
    List<PeerLink> inOrder = new ArrayList<>(links.values());
    long end = begin(all, rank + 1);
    for (long at = begin(all, rank); at < end; at += CHUNK) {
      int length = (int) Math.min(CHUNK, end - at);
      addUp(all, at, length);
      for (PeerLink link : inOrder) {
        send(link, all, at, at + length);
      }
    }
    links.forEach(
        (other, link) -> receive(link, all, all.size(), begin(all, other), begin(all, other + 1)));
    inOrder.forEach(PeerLink::awaitSent);
  }

  /** The sums over all processes of a piece of this one's part. */
  private void addUp(FlatBytes all, long place, int length) {
    int count = length / Float.BYTES;
    for (int other = 0; other < size; other++) {
      if (other == rank) {
        all.get(place, chunk, length);
      } else {
        link(other).receive(exchanges, all.size(), length, chunk);
      }
      floats(chunk, length).get(other == 0 ? sums : terms, 0, count);
      if (other > 0) {
        for (int i = 0; i < count; i++) {
          sums[i] += terms[i];
        }
      }
    }
    floats(chunk, length).put(sums, 0, count);
    all.put(place, chunk, length);
  }

  @Override
  public HostTensor allGather(HostTensor rows) {
    HostTensor all =
        HostTensor.zeros(
            rows.dtype(), rows.shape().with(0, Math.multiplyExact(rows.shape().dim(0), size)));
    exchange(() -> gather(rows, all));
    return all;
  }

  private void gather(HostTensor rows, HostTensor all) {
    FlatBytes own = new FlatBytes(List.of(rows));
    links.values().forEach(link -> send(link, own, 0, own.size()));
    int count = rows.shape().dim(0);
    ByteBuffer mine = all.rows(rank * count, count).bytes();
    mine.put(rows.bytes());
    links.forEach(
        (other, link) -> {
          FlatBytes theirs = new FlatBytes(List.of(all.rows(other * count, count)));
          receive(link, theirs, own.size(), 0, own.size());
        });
    links.values().forEach(PeerLink::awaitSent);
  }

  /** Makes an exchange; one that fails is the last, and nobody reads its values any more. */
  private void exchange(Runnable exchange) {
    if (closed) {
      throw new IllegalStateException("the group is closed");
    }
    exchanges++;
    try {
      exchange.run();
    } catch (RuntimeException e) {
      close(reason(e));
      throw e;
    }
  }

  @Override
  public void broadcast(List<HostTensor> values) {
    exchange(
        () -> {
          FlatBytes all = new FlatBytes(values);
          if (rank == 0) {
            links.values().forEach(link -> send(link, all, 0, all.size()));
            links.values().forEach(PeerLink::awaitSent);
          } else {
            receive(link(0), all, all.size(), 0, all.size());
          }
        });
  }

  private void send(PeerLink link, FlatBytes values, long begin, long end) {
    for (long at = begin; at < end; at += CHUNK) {
      long place = at;
      int length = (int) Math.min(CHUNK, end - at);
      link.send(exchanges, values.size(), length, frame -> values.get(place, frame, length));
    }
  }

  private void receive(PeerLink link, FlatBytes values, long total, long begin, long end) {
    for (long at = begin; at < end; at += CHUNK) {
      int length = (int) Math.min(CHUNK, end - at);
      link.receive(exchanges, total, length, chunk);
      values.put(at, chunk, length);
    }
  }

  /** The first byte of a process's part; of the first process that there is not, the end. */
  private long begin(FlatBytes all, int part) {
    long floats = all.size() / Float.BYTES;
    return floats / size * part * Float.BYTES + Math.min(part, floats % size) * Float.BYTES;
  }

  private PeerLink link(int other) {
    PeerLink link = links.get(other);
    if (link == null) {
      throw new IllegalArgumentException("no process " + other);
    }
    return link;
  }

  private static FloatBuffer floats(byte[] bytes, int length) {
    return ByteBuffer.wrap(bytes, 0, length).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }

  private static void requireFloats(HostTensor values) {
    if (values.dtype() != DType.F32) {
      throw new IllegalArgumentException("sums are of float32 values, not of " + values);
    }
  }

  /**
   * Does work and, if that fails, tells the others why.
   *
   * @return what the work returns
   */
  public <T> T during(Supplier<T> work) {
    try {
      return work.get();
    } catch (RuntimeException | Error e) {
      close(reason(e));
      throw e;
    }
  }

  private static String reason(Throwable e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  /** Leaves the group; the others see that at the next exchange. */
  @Override
  public void close() {
    close("its training is over");
  }

  /**
   * The same with a reason that the others tell. Within seconds nobody reads the values of an
   * exchange any more, not even where this thread is interrupted.
   *
   * @param reason a sentence or a part of one
   */
  public void close(String reason) {
    if (closed) {
      return;
    }
    closed = true;
    CompletableFuture.allOf(
            links.values().stream()
                .map(
                    link ->
                        CompletableFuture.runAsync(() -> link.close(reason), SocketGroup::begin))
                .toArray(CompletableFuture<?>[]::new))
        .join();
  }

  private static void begin(Runnable end) {
    Thread thread = new Thread(end, "leaving");
    thread.setDaemon(true);
    thread.start();
  }
}

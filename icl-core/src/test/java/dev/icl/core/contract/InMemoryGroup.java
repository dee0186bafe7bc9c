package dev.icl.core.contract;

import dev.icl.core.engine.ProcessGroup;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** A group of threads in the place of processes. */
public final class InMemoryGroup {
  private final CyclicBarrier barrier;
  private final List<List<HostTensor>> given = new ArrayList<>();

  private InMemoryGroup(int size) {
    barrier = new CyclicBarrier(size);
    for (int rank = 0; rank < size; rank++) {
      given.add(List.of());
    }
  }

  /** The work of one member. */
  @FunctionalInterface
  public interface Work<T> {
    T as(ProcessGroup member) throws Exception;
  }

  /**
   * Lets every member work in a thread of its own.
   *
   * @return what each gave, by rank
   */
  public static <T> List<T> run(int size, Work<T> work) {
    InMemoryGroup group = new InMemoryGroup(size);
    ExecutorService threads = Executors.newFixedThreadPool(size);
    try {
      List<Future<T>> futures = new ArrayList<>();
      for (int rank = 0; rank < size; rank++) {
        ProcessGroup member = group.new Member(rank);
        futures.add(threads.submit(() -> group.leaving(work, member)));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      threads.shutdownNow();
    }
  }

  /** Nobody waits for a member that failed. */
  private <T> T leaving(Work<T> work, ProcessGroup member) throws Exception {
    boolean done = false;
    try {
      T result = work.as(member);
      done = true;
      return result;
    } finally {
      if (!done) {
        barrier.reset();
      }
    }
  }

  private void await() {
    try {
      barrier.await(2, TimeUnit.MINUTES);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new AssertionError("a member of the group did not come", e);
    }
  }

  private final class Member implements ProcessGroup {
    private final int rank;

    Member(int rank) {
      this.rank = rank;
    }

    @Override
    public int rank() {
      return rank;
    }

    @Override
    public int size() {
      return given.size();
    }

    @Override
    public void allReduce(List<HostTensor> values) {
      List<HostTensor> sums = new ArrayList<>();
      exchange(
          values,
          all -> {
            for (int i = 0; i < values.size(); i++) {
              HostTensor sum = HostTensor.zeros(DType.F32, values.get(i).shape());
              for (List<HostTensor> of : all) {
                require(of.size() == values.size() && of.get(i).dtype() == DType.F32);
                require(of.get(i).shape().equals(sum.shape()));
                for (int e = 0; e < sum.size(); e++) {
                  sum.set(e, (float) sum.get(e) + (float) of.get(i).get(e));
                }
              }
              sums.add(sum);
            }
          });
      for (int i = 0; i < sums.size(); i++) {
        values.get(i).bytes().put(sums.get(i).bytes());
      }
    }

    @Override
    public HostTensor allGather(HostTensor rows) {
      Shape shape = rows.shape();
      HostTensor gathered =
          HostTensor.zeros(rows.dtype(), shape.with(0, shape.dim(0) * given.size()));
      exchange(
          List.of(rows),
          all -> {
            ByteBuffer bytes = gathered.bytes();
            for (List<HostTensor> of : all) {
              require(of.get(0).shape().equals(shape) && of.get(0).dtype() == rows.dtype());
              bytes.put(of.get(0).bytes());
            }
          });
      return gathered;
    }

    private void exchange(List<HostTensor> own, Consumer<List<List<HostTensor>>> reader) {
      synchronized (given) {
        given.set(rank, own);
      }
      await();
      List<List<HostTensor>> all;
      synchronized (given) {
        all = List.copyOf(given);
      }
      reader.accept(all);
      await();
    }

    private void require(boolean alike) {
      if (!alike) {
        throw new AssertionError("members gave different types, shapes or numbers of tensors");
      }
    }
  }
}

package dev.icl.core.engine;

import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.List;

/**
 * The processes that train one network together, each with its share of a step's images.
 *
 * <p>Every member calls the same methods in the same order with tensors of the same types and
 * shapes; a call returns when all members have made it, with the same bits for all of them. A group
 * serves one training; not for several threads at once.
 *
 * <p>{@code torch.distributed} has the same notions: {@code rank}, {@code world_size}, {@code
 * all_reduce} and {@code all_gather}.
 */
public interface ProcessGroup {
  /** A process by itself. */
  // nothing else touches that class, so that no two threads begin with different ones of the two
  @SuppressWarnings("ClassInitializationDeadlock")
  ProcessGroup ALONE = new LoneProcess();

  /** The number of this process, from 0. */
  int rank();

  /** The number of processes, at least 1. */
  int size();

  /** Whether there is no other process, so that nothing is to be exchanged. */
  default boolean isAlone() {
    return size() == 1;
  }

  /**
   * Replaces values by their sums over all processes, added up from rank 0 on, as micro-batches are
   * that one process passes one after another.
   *
   * @param values float32 tensors of any shape, changed in place
   * @throws dev.icl.core.error.UserException if a process is lost
   */
  void allReduce(List<HostTensor> values);

  /**
   * The rows of all processes under one another, in the order of their ranks.
   *
   * @param rows {@code [n, …]}, with the same n for all
   * @return {@code [size · n, …]}
   * @throws dev.icl.core.error.UserException if a process is lost
   */
  HostTensor allGather(HostTensor rows);

  /**
   * Replaces values by those of process 0, bit for bit.
   *
   * @param values tensors of any type and shape, changed in place by all other processes
   * @throws dev.icl.core.error.UserException if a process is lost
   */
  default void broadcast(List<HostTensor> values) {
    for (HostTensor tensor : values) {
      HostTensor row =
          HostTensor.wrap(
              DType.U8, Shape.of(1, tensor.size() * tensor.dtype().bytes()), tensor.bytes());
      HostTensor first = allGather(row).rows(0, 1);
      if (rank() > 0) {
        row.bytes().put(first.bytes());
      }
    }
  }
}

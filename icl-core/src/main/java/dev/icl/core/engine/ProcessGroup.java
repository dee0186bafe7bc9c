package dev.icl.core.engine;

import dev.icl.core.tensor.HostTensor;
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
}

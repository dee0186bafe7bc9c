package dev.icl.engine.pytorch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.icl.core.engine.StepExchange;
import dev.icl.core.tensor.HostTensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The sums of the gradients of several processes, by way of the host. */
final class GradientExchange {
  private final StepExchange exchange;
  private final Kernels kernels;
  private final PtTransfers transfers;

  /** Whole gradients on the host, by parameter; kept for the next step. */
  private final Map<String, HostTensor> hosts = new HashMap<>();

  GradientExchange(StepExchange exchange, Kernels kernels, PtTransfers transfers) {
    this.exchange = exchange;
    this.kernels = kernels;
    this.transfers = transfers;
  }

  /**
   * Sums over all processes: whole gradients in place, factors with the rows of all processes under
   * one another, as those of micro-batches are.
   *
   * @param step the owner of the step's arrays
   * @param own gradients of this process
   */
  StepGradients sum(PtNDManager step, StepGradients own) {
    hosts.keySet().retainAll(own.whole().keySet());
    own.whole().forEach((name, gradient) -> hosts.put(name, toHost(name, gradient)));
    exchange.sum(hosts);
    own.whole()
        .forEach(
            (name, gradient) -> {
              try (PtNDManager scratch = (PtNDManager) step.newSubManager()) {
                PtNDArray sum = transfers.view(scratch, Objects.requireNonNull(hosts.get(name)));
                kernels.call("torch.copy_(a, b)", gradient, sum).close();
              }
            });
    Map<String, Factors> factors = new LinkedHashMap<>(own.factors());
    // a program may read its variables in another order in every process
    new TreeMap<>(own.factors())
        .forEach(
            (name, pair) ->
                factors.put(
                    name, new Factors(rows(step, pair.gradient()), rows(step, pair.input()))));
    return new StepGradients(own.whole(), factors);
  }

  private HostTensor toHost(String name, PtNDArray gradient) {
    HostTensor before = hosts.get(name);
    return before != null && before.shape().equals(PtDtypes.core(gradient.getShape()))
        ? transfers.toHost(gradient, before)
        : transfers.toHost(gradient);
  }

  private PtNDArray rows(PtNDManager step, PtNDArray own) {
    return transfers.copy(step, exchange.rows(transfers.toHost(own)));
  }
}

package dev.icl.core.engine;

import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The exchange between the members of a {@link ProcessGroup} in a step of one program. */
public final class StepExchange {
  private final ProcessGroup group;
  private final boolean averaging;

  /**
   * @param compilation of the program
   */
  public StepExchange(Compilation compilation) {
    group = compilation.group();
    averaging = compilation.objective().isPresent() && !group.isAlone();
  }

  /** Whether outputs and gradients are those of several processes. */
  public boolean averages() {
    return averaging;
  }

  /**
   * The outputs of the micro-batches of all processes, in the order of their numbers.
   *
   * @param own outputs of this process's micro-batches, floating scalars
   * @throws IllegalArgumentException if an output is no floating scalar
   */
  public List<Map<String, HostTensor>> outputs(List<Map<String, HostTensor>> own) {
    // a program's map may have another order in every process
    List<String> names = List.copyOf(new TreeSet<>(own.get(0).keySet()));
    if (names.isEmpty()) {
      return own;
    }
    HostTensor rows = HostTensor.zeros(DType.F32, Shape.of(own.size(), names.size()));
    for (int i = 0; i < rows.size(); i++) {
      String name = names.get(i % names.size());
      HostTensor value = EngineRules.output(own.get(i / names.size()), name);
      EngineRules.requireScalar(name, value.dtype(), value.shape());
      rows.set(i, value.item());
    }
    HostTensor all = group.allGather(rows);
    List<Map<String, HostTensor>> outputs = new ArrayList<>();
    for (int row = 0; row < all.shape().dim(0); row++) {
      Map<String, HostTensor> of = new LinkedHashMap<>();
      for (String name : own.get(0).keySet()) {
        of.put(name, HostTensor.scalar(all.get(row * names.size() + names.indexOf(name))));
      }
      outputs.add(of);
    }
    return outputs;
  }

  /**
   * Replaces gradients by their sums over all processes.
   *
   * @param gradients float32, by the names of their parameters; changed in place
   */
  public void sum(Map<String, HostTensor> gradients) {
    if (!gradients.isEmpty()) {
      group.allReduce(List.copyOf(new TreeMap<>(gradients).values()));
    }
  }

  /**
   * The rows of all processes under one another, as the factors of a sum of products.
   *
   * @param own {@code [n, m]}
   * @return {@code [size · n, m]}
   */
  public HostTensor rows(HostTensor own) {
    return group.allGather(own);
  }

  /** Whether something holds in every process. */
  public boolean everywhere(boolean here) {
    if (group.isAlone()) {
      return here;
    }
    HostTensor objections = HostTensor.scalar(here ? 0 : 1);
    group.allReduce(List.of(objections));
    return objections.item() == 0;
  }
}

package dev.icl.engine.pytorch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.icl.core.engine.EngineRules;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.engine.Variables;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Named libtorch tensors, convolution weights channels-last. */
final class PtVariables implements Variables {
  private static final class Entry {
    final VariableSpec spec;
    PtNDArray array;

    Entry(VariableSpec spec, PtNDArray array) {
      this.spec = spec;
      this.array = array;
    }
  }

  private final PtNDManager manager;
  private final PtTransfers transfers;
  private final Kernels kernels;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  PtVariables(PtNDManager manager, PtTransfers transfers, Kernels kernels) {
    this.manager = manager;
    this.transfers = transfers;
    this.kernels = kernels;
  }

  @Override
  public void create(VariableSpec spec, HostTensor value) {
    if (entries.containsKey(spec.name())) {
      throw EngineRules.taken(spec.name());
    }
    EngineRules.requireFits(spec, value.dtype(), value.shape());
    entries.put(spec.name(), new Entry(spec, transfers.copy(manager, value)));
  }

  /**
   * A slot of zeros; one of its parameter's shape is in the same memory layout.
   *
   * @param name of the slot
   * @param parameter its parameter's name
   * @param shape of the slot
   */
  PtNDArray createSlot(String name, String parameter, Shape shape) {
    Entry of = entry(parameter);
    VariableSpec spec = VariableSpec.slot(name, of.spec.dtype(), shape);
    if (!shape.equals(of.spec.shape())) {
      create(spec, HostTensor.zeros(spec.dtype(), shape));
      return array(name);
    }
    PtNDArray zeros = kernels.call("torch.zeros_like(a)", of.array);
    zeros.attach(manager);
    entries.put(name, new Entry(spec, zeros));
    return zeros;
  }

  @Override
  public boolean contains(String name) {
    return entries.containsKey(name);
  }

  @Override
  public Collection<VariableSpec> specs() {
    List<VariableSpec> specs = new ArrayList<>(entries.size());
    entries.values().forEach(e -> specs.add(e.spec));
    return specs;
  }

  @Override
  public HostTensor read(String name) {
    return transfers.toHost(entry(name).array);
  }

  @Override
  public void write(String name, HostTensor value) {
    Entry entry = entry(name);
    EngineRules.requireFits(entry.spec, value.dtype(), value.shape());
    replace(name, transfers.copy(manager, value));
  }

  VariableSpec spec(String name) {
    return entry(name).spec;
  }

  PtNDArray array(String name) {
    return entry(name).array;
  }

  /** Copies an array of any owner into the variable. */
  void assign(String name, PtNDArray array) {
    // The array may be a view of an input or an output: the variable needs its own memory. Updates
    // want matrices in C order.
    boolean matrix = array.getShape().dimension() == 2;
    PtNDArray ordered = matrix ? kernels.call("a.contiguous()", array) : array;
    replace(name, (PtNDArray) ordered.duplicate());
  }

  /** Takes over an array as the variable's new value and frees the old one. */
  void replace(String name, PtNDArray array) {
    Entry entry = entry(name);
    PtNDArray old = entry.array;
    array.attach(manager);
    entry.array = array;
    old.close();
  }

  private Entry entry(String name) {
    Entry entry = entries.get(name);
    if (entry == null) {
      throw EngineRules.noVariable(name);
    }
    return entry;
  }
}

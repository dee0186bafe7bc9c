package dev.icl.modules.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.icl.core.engine.ProcessGroup;
import dev.icl.core.engine.VariableKind;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.engine.Variables;
import dev.icl.core.error.UserException;
import dev.icl.core.json.Json;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.DirectMemory;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.modules.method.Method;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * The messages among the processes of a training beside gradients: where the training is, that one
 * is asked to stop, and the state of process 0. A process by itself tells nobody anything.
 */
final class Companions {
  private final ProcessGroup group;

  /**
   * @param group the processes
   */
  Companions(ProcessGroup group) {
    this.group = group;
  }

  /** Whether this process validates, reports and saves: the first one does so for all. */
  boolean isFirst() {
    return group.rank() == 0;
  }

  /** Whether one of the processes is asked to stop. */
  boolean any(boolean asked) {
    if (group.isAlone()) {
      return asked;
    }
    HostTensor all = group.allGather(HostTensor.of(Shape.of(1), asked ? 1L : 0L));
    boolean any = false;
    for (int i = 0; i < all.size(); i++) {
      any |= all.get(i) != 0;
    }
    return any;
  }

  /**
   * The point from which a training goes on.
   *
   * @param done steps so far
   * @param skipped of these
   */
  record Point(int done, int skipped) {}

  /** A variable, as one process tells another of it. */
  private record Told(String name, DType dtype, List<Integer> shape, VariableKind kind) {
    static Told of(VariableSpec spec) {
      return new Told(spec.name(), spec.dtype(), spec.shape().toList(), spec.kind());
    }

    Shape sizes() {
      return Shape.of(shape);
    }
  }

  private record State(Point point, List<Told> variables) {}

  /**
   * Gives every process the variables that process 0 has, slots included, and the point at which it
   * is.
   *
   * @param variables those of process 0; of any other none yet
   * @param method of the training
   * @param point of process 0; of any other without meaning
   * @throws UserException if a process trains other variables
   */
  Point begin(Variables variables, Method method, Point point) {
    if (group.isAlone()) {
      return point;
    }
    State state = state(variables, point);
    if (!isFirst()) {
      requireSame(state, method);
    }
    DirectMemory memory = new DirectMemory();
    Map<String, VariableSpec> known = new HashMap<>();
    method.variables().forEach(spec -> known.put(spec.name(), spec));
    for (Told told : state.variables()) {
      HostTensor value =
          isFirst() ? variables.read(told.name()) : HostTensor.zeros(told.dtype(), told.sizes());
      group.broadcast(List.of(value));
      if (!isFirst()) {
        VariableSpec slot = VariableSpec.slot(told.name(), told.dtype(), told.sizes());
        variables.create(known.getOrDefault(told.name(), slot), value);
      }
      memory.dropped(value);
    }
    return state.point();
  }

  private State state(Variables variables, Point point) {
    State own = new State(point, variables.specs().stream().map(Told::of).toList());
    byte[] text = isFirst() ? Json.line(own).getBytes(StandardCharsets.UTF_8) : new byte[0];
    HostTensor length = HostTensor.of(Shape.scalar(), (long) text.length);
    group.broadcast(List.of(length));
    HostTensor bytes = HostTensor.zeros(DType.U8, Shape.of((int) length.item()));
    bytes.bytes().put(text);
    group.broadcast(List.of(bytes));
    if (isFirst()) {
      return own;
    }
    try {
      return Json.read(StandardCharsets.UTF_8.decode(bytes.bytes()).toString(), State.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("process 0 tells its state otherwise", e);
    }
  }

  private void requireSame(State state, Method method) {
    List<Told> theirs =
        state.variables().stream().filter(told -> told.kind() != VariableKind.SLOT).toList();
    List<Told> own = method.variables().stream().map(Told::of).toList();
    if (!theirs.equals(own)) {
      throw new UserException(
          "Process %d trains other weights than process 0; give all processes the same configuration, scans and release."
              .formatted(group.rank()));
    }
  }

  /**
   * Gives every process the variables of process 0 where its own are others: running statistics,
   * which are each process's own between two states that are saved, and weights where machines
   * compute differently.
   *
   * @param variables the same ones in every process
   * @param notices told of weights that differ
   */
  void level(Variables variables, Consumer<String> notices) {
    if (group.isAlone()) {
      return;
    }
    List<VariableSpec> specs = List.copyOf(variables.specs());
    DirectMemory memory = new DirectMemory();
    HostTensor sums = HostTensor.zeros(DType.I64, Shape.of(1, specs.size()));
    for (int i = 0; i < specs.size(); i++) {
      HostTensor value = variables.read(specs.get(i).name());
      sums.bytes().putLong(i * Long.BYTES, checksum(value));
      memory.dropped(value);
    }
    ByteBuffer all = group.allGather(sums).bytes();
    int weights = 0;
    for (int i = 0; i < specs.size(); i++) {
      VariableSpec spec = specs.get(i);
      if (!isSame(all, i, specs.size())) {
        HostTensor value = variables.read(spec.name());
        group.broadcast(List.of(value));
        if (!isFirst()) {
          variables.write(spec.name(), value);
        }
        memory.dropped(value);
        weights += spec.kind() == VariableKind.PARAMETER ? 1 : 0;
      }
    }
    if (weights > 0 && isFirst()) {
      notices.accept(
          "%d of the weights differed between the processes, as on machines of different kinds; all go on with those of process 0."
              .formatted(weights));
    }
  }

  private boolean isSame(ByteBuffer sums, int variable, int variables) {
    long first = sums.getLong(variable * Long.BYTES);
    for (int rank = 1; rank < group.size(); rank++) {
      if (sums.getLong((rank * variables + variable) * Long.BYTES) != first) {
        return false;
      }
    }
    return true;
  }

  private static long checksum(HostTensor value) {
    CRC32 one = new CRC32();
    CRC32C other = new CRC32C();
    one.update(value.bytes());
    other.update(value.bytes());
    return one.getValue() << 32 | other.getValue();
  }
}

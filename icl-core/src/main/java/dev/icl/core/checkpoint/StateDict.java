package dev.icl.core.checkpoint;

import dev.icl.core.checkpoint.PickleNames.Other;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tensors of nested dictionaries, named by the keys on the way to them, joined by dots. The
 * dictionaries that programs put a state dict into, such as {@code state_dict} or {@code model},
 * are left out of the names; what lies beside them keeps its keys.
 */
final class StateDict {
  /** Keys of the state dict beside an optimiser's state and the like, the likeliest first. */
  private static final List<String> WRAPPERS =
      List.of(
          "state_dict",
          "model_state_dict",
          "model_state",
          "model",
          "network_weights",
          "network",
          "net",
          "params",
          "weights");

  private static final int DEEPEST = 8;
  private static final int MOST_VALUES = 1 << 20;

  private final Map<String, TorchTensor> tensors = new LinkedHashMap<>();
  private int seen;

  private StateDict() {}

  /**
   * The tensors by their names, those of the state dict first.
   *
   * @param root what was saved
   * @throws PickleReader.Malformed if it is no dictionary, or one that is too deep or too large
   */
  static Map<String, TorchTensor> of(Object root) {
    if (!(root instanceof Map<?, ?> map)) {
      throw new PickleReader.Malformed(
          root instanceof Other other
              ? "it holds an object of '%s' and no dictionary".formatted(other.name())
              : "it holds no dictionary");
    }
    StateDict found = new StateDict();
    found.addWrapped(map, 1);
    return found.tensors;
  }

  /** The state dict within wrappers, and then all that lies beside it. */
  private void addWrapped(Map<?, ?> map, int depth) {
    Optional<String> wrapper = depth < DEEPEST ? wrapper(map) : Optional.empty();
    if (wrapper.isPresent() && map.get(wrapper.get()) instanceof Map<?, ?> inner) {
      addWrapped(inner, depth + 1);
    }
    map.forEach(
        (key, value) -> {
          if (!wrapper.equals(Optional.of(key))) {
            add(value, String.valueOf(key), depth);
          }
        });
  }

  /**
   * The key of the state dict; none where the dictionary is one itself, which has no others in it.
   */
  private static Optional<String> wrapper(Map<?, ?> map) {
    return WRAPPERS.stream().filter(key -> map.get(key) instanceof Map<?, ?>).findFirst();
  }

  private void add(Object value, String name, int depth) {
    if (++seen > MOST_VALUES || depth > DEEPEST) {
      throw new PickleReader.Malformed("its dictionaries are too deep or too many");
    }
    if (value instanceof TorchTensor tensor) {
      if (name.chars().anyMatch(Character::isISOControl)) {
        throw new PickleReader.Malformed("the name '%s' is none of a tensor".formatted(name));
      }
      tensors.putIfAbsent(name, tensor);
    } else if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, inner) -> add(inner, name.isEmpty() ? "" + key : name + "." + key, depth + 1));
    }
  }
}

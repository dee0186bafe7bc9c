package dev.icl.app.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The interpretation of the elements of a list: single values, or lists of them.
 *
 * @param scalar the interpretation of a single value
 * @param inner whether each element is a list of single values
 */
record ListType(ScalarType scalar, boolean inner) {
  /**
   * The elements of a list of a type.
   *
   * @param list as {@code List<Integer>} or {@code List<List<Integer>>}
   */
  static ListType of(Type list) {
    Type element = element(list);
    return element instanceof ParameterizedType
        ? new ListType(ScalarType.of((Class<?>) element(element)), true)
        : new ListType(ScalarType.of((Class<?>) element), false);
  }

  /** The type of the elements of a type of lists. */
  static Type element(Type list) {
    return ((ParameterizedType) list).getActualTypeArguments()[0];
  }

  /** The value of an element, or null if it is none. */
  @Nullable Object parse(ConfigNode node) {
    if (!inner) {
      return single(node);
    }
    if (!(node instanceof ConfigNode.Sequence sequence)) {
      return null;
    }
    List<Object> values = new ArrayList<>();
    for (ConfigNode each : sequence.values()) {
      Object value = single(each);
      if (value == null) {
        return null;
      }
      values.add(value);
    }
    return List.copyOf(values);
  }

  private @Nullable Object single(ConfigNode node) {
    return node instanceof ConfigNode.Scalar given ? scalar.parse(given.text()) : null;
  }
}

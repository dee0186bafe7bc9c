package dev.icl.app.training;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The project's classes of which an object is made, directly or through others. */
final class ReachableClasses {
  private static final String OURS = "dev.icl.";

  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Object> open = new ArrayDeque<>();
  private final Set<String> names = new TreeSet<>();

  private ReachableClasses() {}

  /** Their names, without those that the compiler made. */
  static Set<String> from(Object... roots) throws IllegalAccessException {
    ReachableClasses reached = new ReachableClasses();
    for (Object root : roots) {
      reached.add(root);
    }
    while (!reached.open.isEmpty()) {
      reached.visit(reached.open.remove());
    }
    return reached.names;
  }

  private void add(Object object) {
    if (object != null && seen.add(object)) {
      open.add(object);
    }
  }

  private void visit(Object object) throws IllegalAccessException {
    if (object instanceof Collection<?> several) {
      several.forEach(this::add);
    } else if (object instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> {
            add(key);
            add(value);
          });
    } else if (object instanceof Optional<?> optional) {
      optional.ifPresent(this::add);
    } else if (object.getClass().isArray() && !object.getClass().getComponentType().isPrimitive()) {
      for (int i = 0; i < Array.getLength(object); i++) {
        add(Array.get(object, i));
      }
    }
    String name = object.getClass().getName();
    if (name.startsWith(OURS) && !object.getClass().isHidden()) {
      names.add(name);
      fields(object);
    }
  }

  private void fields(Object object) throws IllegalAccessException {
    for (Class<?> type = object.getClass();
        type != null && type.getName().startsWith(OURS);
        type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
          field.setAccessible(true);
          add(field.get(object));
        }
      }
    }
  }
}

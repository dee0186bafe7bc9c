package dev.icl.engine.pytorch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * The manager that owns what is made at the moment: that of a pass, or of a block within it. DJL
 * gives a result to the owner of its first operand, so the variables of a step change their owner
 * with it.
 */
final class Owner {
  private final Set<PtNDArray> followers = Collections.newSetFromMap(new IdentityHashMap<>());
  private PtNDManager manager;

  Owner(PtNDManager manager) {
    this.manager = manager;
  }

  PtNDManager manager() {
    return manager;
  }

  /** Lets an array belong to whoever owns what is made. */
  void follow(PtNDArray array) {
    array.attach(manager);
    followers.add(array);
  }

  /** Lets another manager own what is made from now on. */
  void change(PtNDManager other) {
    manager = other;
    followers.forEach(array -> array.attach(other));
  }

  /** Lets a manager own an array that would end with what is made at the moment. */
  void keep(PtNDArray array, PtNDManager longer) {
    if (array.getManager() == manager && !followers.contains(array)) {
      array.attach(longer);
    }
  }
}

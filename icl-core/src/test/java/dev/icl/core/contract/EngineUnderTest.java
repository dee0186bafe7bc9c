package dev.icl.core.contract;

import dev.icl.core.engine.Engine;
import dev.icl.core.engine.EngineOptions;

/** Starts the engine that a part of the contract is compared with. */
interface EngineUnderTest {
  /** A fresh engine. */
  Engine start(EngineOptions options);

  /** The device to compute on, as the configuration names it. */
  default String device() {
    return System.getProperty("icl.contract.device", "cpu");
  }

  /** Rows and columns of a layer that an engine may treat in a way of its own. */
  default int largeEdge() {
    return 1024;
  }

  /** A fresh engine with the default options. */
  default Rig rig() {
    return new Rig(start(EngineOptions.defaults()));
  }

  /** The reference with the default options. */
  static Rig reference() {
    return new Rig(new ReferenceEngine(EngineOptions.defaults()));
  }
}

package dev.icl.core.checkpoint;

import dev.icl.core.engine.EngineInfo;
import java.util.Map;
import java.util.TreeMap;

/** The provenance of a result: engine, device, versions and operating system, by name. */
public final class Provenance {
  /** This program's version. */
  public static final FactKey<String> ICL_VERSION = FactKey.text("icl_version");

  /** Name and version of the virtual machine. */
  public static final FactKey<String> JAVA = FactKey.text("java");

  /** Name, version and architecture of the operating system. */
  public static final FactKey<String> OS = FactKey.text("os");

  /** Name of the engine. */
  public static final FactKey<String> ENGINE = FactKey.text("engine");

  /** Version of the engine's native library. */
  public static final FactKey<String> ENGINE_VERSION = FactKey.text("engine_version");

  /** The device that computed. */
  public static final FactKey<String> DEVICE = FactKey.text("device");

  /** The number of native threads. */
  public static final FactKey<Integer> THREADS = FactKey.count("threads");

  private Provenance() {}

  /** Engine, device, threads, this program's version, Java and operating system, by name. */
  public static Map<String, String> of(EngineInfo engine) {
    Map<String, String> facts = ofProcess();
    facts.put(ENGINE.key(), engine.name());
    facts.put(ENGINE_VERSION.key(), engine.version());
    facts.put(DEVICE.key(), engine.device().toString());
    facts.put(THREADS.key(), Integer.toString(engine.threads()));
    return facts;
  }

  /** This program's version, Java and operating system, by name. */
  public static Map<String, String> ofProcess() {
    Map<String, String> facts = new TreeMap<>();
    String version = Provenance.class.getPackage().getImplementationVersion();
    facts.put(ICL_VERSION.key(), version == null ? "unpackaged" : version);
    facts.put(JAVA.key(), System.getProperty("java.vm.name") + " " + Runtime.version());
    facts.put(
        OS.key(),
        String.join(
            " ",
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            System.getProperty("os.arch")));
    return facts;
  }
}

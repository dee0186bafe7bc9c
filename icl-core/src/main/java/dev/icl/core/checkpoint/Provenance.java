package dev.icl.core.checkpoint;

import dev.icl.core.engine.EngineInfo;
import java.util.Map;
import java.util.TreeMap;

/** The provenance of a result: engine, device, versions and operating system, by name. */
public final class Provenance {
  private Provenance() {}

  /** Engine, device, threads, this program's version, Java and operating system, by name. */
  public static Map<String, String> of(EngineInfo engine) {
    Map<String, String> facts = ofProcess();
    facts.put("engine", engine.name());
    facts.put("engine_version", engine.version());
    facts.put("device", engine.device().toString());
    facts.put("threads", Integer.toString(engine.threads()));
    return facts;
  }

  /** This program's version, Java and operating system, by name. */
  public static Map<String, String> ofProcess() {
    Map<String, String> facts = new TreeMap<>();
    String version = Provenance.class.getPackage().getImplementationVersion();
    facts.put("icl_version", version == null ? "unpackaged" : version);
    facts.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
    facts.put(
        "os",
        String.join(
            " ",
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            System.getProperty("os.arch")));
    return facts;
  }
}

package dev.icl.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The choice of engine, device and threads. */
final class EngineChoice {
  @Option(
      names = "--engine",
      paramLabel = "NAME",
      description = "The engine; ICL_ENGINE or else pytorch where it is not given.")
  private String engine;

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      description = "cpu, gpu, gpu:N or auto; ICL_DEVICE or else auto where it is not given.")
  private String device;

  /** As settings of the configuration. */
  List<String> settings() {
    List<String> settings = new ArrayList<>();
    if (engine != null) {
      settings.add("engine=" + engine);
    }
    if (device != null) {
      settings.add("device=" + device);
    }
    return settings;
  }
}

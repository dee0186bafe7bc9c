package dev.icl.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The choice of engine, device and threads. */
final class EngineChoice {
  @Option(
      names = "--engine",
      paramLabel = "NAME",
      completionCandidates = Candidates.Engines.class,
      description = "The engine (default: ICL_ENGINE, or else that of the configuration).")
  private String engine;

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      completionCandidates = Candidates.Devices.class,
      description =
          "cpu, gpu, gpu:N or auto (default: ICL_DEVICE, or else that of the configuration).")
  private String device;

  /** As settings of the configuration. */
  List<String> settings() {
    return after(List.of());
  }

  /**
   * Settings of the configuration, those of engine and device last, so that they count.
   *
   * @param others all the others, in their order
   */
  List<String> after(List<String> others) {
    List<String> settings = new ArrayList<>(others);
    if (engine != null) {
      settings.add("engine=" + engine);
    }
    if (device != null) {
      settings.add("device=" + device);
    }
    return settings;
  }
}

package dev.icl.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The axes of a benchmark's matrix on the command line. */
final class BenchAxes {
  @Option(
      names = "--engines",
      paramLabel = "NAME",
      split = ",",
      description = "Engines, as --engines pytorch,tensorflow.")
  private List<String> engines;

  @Option(
      names = "--devices",
      paramLabel = "DEVICE",
      split = ",",
      description = "Devices: cpu, gpu, gpu:N or auto.")
  private List<String> devices;

  @Option(names = "--methods", paramLabel = "NAME", split = ",", description = "Methods.")
  private List<String> methods;

  @Option(names = "--networks", paramLabel = "NAME", split = ",", description = "Backbones.")
  private List<String> networks;

  @Option(
      names = "--labeled",
      paramLabel = "COUNT",
      split = ",",
      description = "Numbers of labelled patients, as --labeled 3,7.")
  private List<String> labeled;

  @Option(
      names = "--label-draws",
      paramLabel = "NUMBER",
      split = ",",
      description =
          "Drawings of labelled patients, as --label-draws 0,1,2; 0 is the order of the list.")
  private List<String> labelDraws;

  @Option(
      names = "--seeds",
      paramLabel = "SEED",
      split = ",",
      description = "Seeds of the trainings, as --seeds 1,2.")
  private List<String> seeds;

  /** As settings of the configuration. */
  List<String> settings() {
    List<String> settings = new ArrayList<>();
    add(settings, "engines", engines);
    add(settings, "devices", devices);
    add(settings, "methods", methods);
    add(settings, "networks", networks);
    add(settings, "labeled", labeled);
    add(settings, "label_draws", labelDraws);
    add(settings, "seeds", seeds);
    return settings;
  }

  private static void add(List<String> settings, String axis, List<String> values) {
    if (values != null) {
      settings.add("bench." + axis + "=[" + String.join(", ", values) + "]");
    }
  }
}

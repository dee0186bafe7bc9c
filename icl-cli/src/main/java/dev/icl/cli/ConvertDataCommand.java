package dev.icl.cli;

import dev.icl.app.run.RunFolder;
import dev.icl.core.error.Choices;
import dev.icl.core.io.AtomicFile;
import dev.icl.core.text.Counts;
import dev.icl.data.Datasets;
import dev.icl.data.catalog.Catalog;
import dev.icl.data.catalog.DatasetDiagnostics;
import dev.icl.data.settings.DataConfig;
import dev.icl.data.tools.Conversion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code icl data convert}. */
@Command(
    name = "convert",
    description = "Writes the scans of a dataset in another format.",
    footer = {
      "",
      "Writes images/, labels/, split.yaml where scans have parts, and data.yaml, the configuration of"
          + " the new folder."
    })
final class ConvertDataCommand implements Callable<Integer> {
  private final Environment environment;

  @Spec private CommandSpec spec;
  @Mixin private DataOptions data;

  @Option(
      names = "--to",
      paramLabel = "FORMAT",
      required = true,
      description = "nifti, hdf5, nrrd, metaimage or tiff.")
  private String format;

  @Option(
      names = "--labels",
      paramLabel = "WHICH",
      defaultValue = "all",
      description =
          "all, every label map there is, or used, those of labelled, validation and test scans only"
              + " (default: ${DEFAULT-VALUE}).")
  private String labels;

  @Option(names = "--out", paramLabel = "FOLDER", required = true, description = "Where they go.")
  private Path out;

  @Option(names = "--overwrite", description = "Replace files that exist.")
  private boolean overwrite;

  ConvertDataCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Conversion.Target target = Choices.of("--to", format, Conversion.Target.values());
    Conversion.Labels which = Choices.of("--labels", labels, Conversion.Labels.values());
    DataConfig config = data.resolve(environment, List.of());
    DatasetDiagnostics findings = new DatasetDiagnostics();
    Catalog catalog = Datasets.catalog(config, findings);
    // scans without label maps cannot be shared out, but they can be converted
    boolean parts = findings.isDrawn() || which == Conversion.Labels.USED;
    (parts ? findings : findings.ofScans()).throwIfAny();
    Path folder = environment.workingDirectory().resolve(out).toAbsolutePath().normalize();
    RunFolder.requireNoFile(out, folder);
    Path yaml = folder.resolve("data.yaml");
    AtomicFile.refuseExisting(yaml, overwrite);
    ReadingProgress progress =
        new ReadingProgress(
            spec.commandLine().getErr(),
            "Converting scans",
            environment.terminalColumns(),
            environment.nanoTime());
    Conversion.Result result =
        new Conversion(catalog, target).run(folder, which, overwrite, progress);
    RunFolder.write(
        yaml, configuration(folder, config.patientPattern(), catalog.rules().channels(), result));
    spec.commandLine()
        .getOut()
        .println(
            Texts.format(
                "%s and %s are in %s%s",
                Counts.of(result.images(), "image"),
                Counts.of(result.labels(), "label map"),
                out,
                next(result)));
    return ExitCode.DONE;
  }

  /** The advice on how to train on what was written, if it can be trained on. */
  private String next(Conversion.Result result) {
    Path yaml = out.resolve("data.yaml");
    List<Integer> values = result.values();
    if (values.isEmpty() || values.equals(List.of(0))) {
      return ".";
    }
    String train = Texts.format("icl train --config %s trains on them", yaml);
    return result.classes().isEmpty()
        ? Texts.format(
            "; %s once data.classes in it has a name for each label value from 0 to %d, of which"
                + " label maps hold %s.",
            train,
            values.get(values.size() - 1),
            values.stream().map(String::valueOf).collect(Collectors.joining(", ")))
        : "; " + train + ".";
  }

  private static String configuration(
      Path folder, String pattern, List<String> channels, Conversion.Result result) {
    List<String> lines = new ArrayList<>(List.of("data:", "  name: folder"));
    lines.add("  root: " + DataOptions.quoted(folder.toString()));
    result.split().ifPresent(s -> lines.add("  split: " + DataOptions.quoted(s.toString())));
    lines.add("  classes: " + listed(result.classes()));
    if (channels.size() > 1) {
      lines.add("  channels: " + listed(channels));
    }
    if (!pattern.isEmpty()) {
      lines.add("  patient_pattern: " + DataOptions.quoted(pattern));
    }
    lines.add("  slice_axis: " + result.axis().name().toLowerCase(Locale.ROOT));
    return String.join("\n", lines) + "\n";
  }

  private static String listed(List<String> names) {
    return names.stream().map(DataOptions::quoted).collect(Collectors.joining(", ", "[", "]"));
  }
}

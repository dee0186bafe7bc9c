package dev.icl.cli;

import dev.icl.data.Datasets;
import dev.icl.data.catalog.Catalog;
import dev.icl.data.catalog.DatasetDiagnostics;
import dev.icl.data.catalog.PlacedCase;
import dev.icl.data.catalog.ScanCase;
import dev.icl.data.catalog.Subset;
import dev.icl.data.settings.DataConfig;
import dev.icl.data.split.Placement;
import dev.icl.data.split.Split;
import dev.icl.data.split.SplitFile;
import dev.icl.data.split.Splits;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code icl data split}. */
@Command(
    name = "split",
    description =
        "Draws which patients are labelled, for validation and for tests; all others are"
            + " unlabelled.",
    footer = {
      "",
      "All scans of a patient go together. More labelled patients of the same seed add to fewer, and"
          + " leave validation and tests as they are."
    })
final class SplitDataCommand implements Callable<Integer> {
  private final Environment environment;

  @Spec private CommandSpec spec;
  @Mixin private DataOptions data;

  @Option(
      names = "--labeled",
      paramLabel = "N",
      description = "Labelled training patients (default: data.labeled).")
  private Integer labeled;

  @Option(
      names = "--validation",
      paramLabel = "N",
      description =
          "Validation patients, 0 for a fifth of those with label maps (default:"
              + " data.validation_patients).")
  private Integer validation;

  @Option(
      names = "--test",
      paramLabel = "N",
      description = "Test patients (default: data.test_patients).")
  private Integer test;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Decides the draw (default: data.split_seed).")
  private Long seed;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "The split file: JSON where it ends in .json, else YAML.")
  private Path out;

  @Option(names = "--overwrite", description = "Replace the file if it exists.")
  private boolean overwrite;

  @Mixin private JsonOption json;

  SplitDataCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    List<String> settings = new ArrayList<>(List.of("data.split=\"\""));
    set(settings, "data.labeled", labeled);
    set(settings, "data.validation_patients", validation);
    set(settings, "data.test_patients", test);
    set(settings, "data.split_seed", seed);
    DataConfig config = data.resolve(environment, settings);
    // The parts that the dataset has on its own do not matter here, nor what is wrong with them.
    Catalog catalog = Datasets.catalog(config, new DatasetDiagnostics());
    List<ScanCase> scans = catalog.cases().stream().map(PlacedCase::scan).toList();
    Split split = Splits.seeded(scans, config);
    DatasetDiagnostics findings = new DatasetDiagnostics();
    List<PlacedCase> placed = Placement.place(scans, split, findings);
    findings.throwIfAny();
    SplitFile.write(environment.workingDirectory().resolve(out), split, overwrite);
    report(placed);
    return ExitCode.DONE;
  }

  private static void set(List<String> settings, String key, Number value) {
    if (value != null) {
      settings.add(key + "=" + value);
    }
  }

  private void report(List<PlacedCase> placed) {
    PrintWriter print = spec.commandLine().getOut();
    List<String> lines = new ArrayList<>();
    for (Subset part : List.of(Subset.LABELED, Subset.UNLABELED, Subset.VALIDATION, Subset.TEST)) {
      List<ScanCase> scans =
          placed.stream().filter(p -> p.part() == part).map(PlacedCase::scan).toList();
      long patients = scans.stream().map(ScanCase::patient).distinct().count();
      lines.add(
          json.wanted()
              ? Texts.format(
                  "\"%s\": {\"patients\": %d, \"cases\": %d}", part.label(), patients, scans.size())
              : Texts.format("%-10s %4d patients %5d cases", part.label(), patients, scans.size()));
    }
    if (json.wanted()) {
      print.println("{" + String.join(", ", lines) + "}");
    } else {
      lines.forEach(print::println);
      print.println("The split is in " + out + "; use it with --set data.split=" + out + ".");
    }
  }
}

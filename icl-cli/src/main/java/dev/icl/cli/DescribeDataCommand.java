package dev.icl.cli;

import dev.icl.data.Datasets;
import dev.icl.data.catalog.Catalog;
import dev.icl.data.catalog.DatasetDiagnostics;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.settings.DataConfig;
import dev.icl.data.tools.DatasetFacts;
import dev.icl.data.tools.FileFacts;
import dev.icl.data.tools.FileInspection;
import dev.icl.data.tools.Inspection;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code icl data describe}. */
@Command(
    name = "describe",
    description =
        "Shows every scan of a dataset: what it is for, shape, spacing, intensities, voxels of each"
            + " class. Of image files in place of a folder: format, shape, spacing, orientation, both forms of"
            + " a NIfTI header, type, range, voxels of each label.")
final class DescribeDataCommand implements Callable<Integer> {
  private final Environment environment;

  @Spec private CommandSpec spec;
  @Mixin private DataOptions data;

  @Parameters(
      index = "1..*",
      paramLabel = "FILE",
      description =
          "Image files, or folders of DICOM series: where the first name is one, files are"
              + " described.")
  private List<Path> more = new ArrayList<>();

  @Mixin private JsonOption json;

  DescribeDataCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Path first = data.named().map(environment.workingDirectory()::resolve).orElse(Path.of(""));
    boolean series = !VolumeFormats.installed().scans(first).scans().isEmpty();
    if (!more.isEmpty() || Files.isRegularFile(first) || series) {
      return files(out);
    }
    DatasetFacts facts = inspect(environment, data, spec.commandLine().getErr());
    if (json.wanted()) {
      out.println(DataReport.json(facts));
    } else {
      out.print(DataReport.table(facts));
      facts.problems().forEach(IclCommand.of(spec).errors()::println);
    }
    out.flush();
    return ExitCode.DONE;
  }

  private int files(PrintWriter out) {
    FileInspection inspection = new FileInspection(VolumeFormats.installed());
    List<FileFacts> facts = new ArrayList<>();
    DatasetDiagnostics problems = new DatasetDiagnostics();
    Stream.concat(data.named().stream(), more.stream())
        .map(environment.workingDirectory()::resolve)
        .flatMap(path -> inspection.scans(path).stream())
        .forEach(file -> problems.collect(() -> facts.addAll(inspection.of(file))));
    if (json.wanted()) {
      out.println(FileReport.json(facts, problems.sentences()));
    } else {
      out.print(FileReport.table(facts));
      problems.sentences().forEach(IclCommand.of(spec).errors()::println);
    }
    out.flush();
    return problems.isEmpty() ? ExitCode.DONE : ExitCode.MISTAKE;
  }

  static DatasetFacts inspect(Environment environment, DataOptions data, PrintWriter err) {
    DataConfig config = data.resolve(environment, List.of());
    DatasetDiagnostics findings = new DatasetDiagnostics();
    Catalog catalog = Datasets.catalog(config, findings);
    ReadingProgress progress =
        new ReadingProgress(
            err, "Reading scans", environment.terminalColumns(), environment.nanoTime());
    return new Inspection(catalog).run(findings, progress);
  }
}

package dev.icl.cli;

import dev.icl.app.run.RunFolder;
import dev.icl.core.error.UserException;
import dev.icl.core.text.Names;
import dev.icl.report.BenchReport;
import dev.icl.report.RunReport;
import dev.icl.report.analysis.Source;
import dev.icl.report.input.Inputs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code icl report}. */
@Command(
    name = "report",
    description =
        "Writes the report of a benchmark or a training again, or one report of several of them.",
    footer = {
      "",
      "Of a benchmark, or of several folders: report.html, report.md and csv/; of one training:",
      "report.html. docs/benchmarks.md tells how to read them.",
      "",
      "Examples:",
      "  icl report runs/bench                           the report of icl bench again, cells that",
      "                                                  icl bench --cell ran since then included",
      "  icl report here/bench there/bench --out both    two machines in one report",
      "  icl report runs --out runs/report               all trainings in the folder runs, compared",
      "  icl report runs/first                           the report of one training again",
      "  icl report runs/bench --latex paper             tables and figures for a paper, too"
    })
final class ReportCommand implements Callable<Integer> {
  private static final int NAMED = 5;

  private final Path workingDirectory;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FOLDER",
      arity = "1..*",
      description =
          "Folders that icl bench --out or icl train --out wrote, or folders that hold such ones.")
  private List<Path> folders = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description =
          "Where the report goes; required for several folders (default: beside the results).")
  private Path out;

  @Option(names = "--title", paramLabel = "TEXT", description = "The heading of the report.")
  private String title;

  @Option(
      names = "--latex",
      paramLabel = "FOLDER",
      description =
          "Also write its tables as LaTeX and Markdown, and its figures as SVG and PDF, into this"
              + " folder.")
  private Path latex;

  /**
   * @param workingDirectory the folder that relative names in configurations start from
   */
  ReportCommand(Path workingDirectory) {
    this.workingDirectory = workingDirectory;
  }

  @Override
  public Integer call() {
    new CollectedCells(workingDirectory, spec.commandLine().getErr()).in(folders);
    Inputs inputs = Inputs.in(folders);
    boolean one = inputs.benchmarks().size() + inputs.trainings().size() == 1;
    if (out == null && !one) {
      throw new UserException(
          "--out: %s make one report; name a folder for it, as --out report."
              .formatted(named(inputs)));
    }
    if (out != null) {
      RunFolder.requireNoFile(out, out);
    }
    if (latex != null && Files.isRegularFile(latex)) {
      throw new UserException("--latex: " + latex + " is a file; name a folder.");
    }
    Path target = write(inputs, one);
    spec.commandLine()
        .getOut()
        .println("The report is in " + target.resolve(BenchReport.HTML) + ".");
    if (latex != null) {
      spec.commandLine().getOut().println("Its tables and figures are in " + latex + ".");
    }
    return ExitCode.DONE;
  }

  /** The results that were found, which may be the folds of one training: the first few by name. */
  private static String named(Inputs inputs) {
    List<String> names =
        Stream.concat(inputs.benchmarks().stream(), inputs.trainings().stream())
            .map(folder -> String.valueOf(folder.getFileName()))
            .toList();
    return "%d folders (%s)".formatted(names.size(), Names.some(names, NAMED));
  }

  private String heading(List<Source> sources, boolean one) {
    if (title != null) {
      return title;
    }
    return one ? sources.get(0).record().title() : "%d results".formatted(sources.size());
  }

  private Path write(Inputs inputs, boolean one) {
    if (one && inputs.benchmarks().isEmpty()) {
      Path run = inputs.trainings().get(0);
      Path beside = out == null ? run : out;
      RunReport report = RunReport.of(Optional.ofNullable(title), run);
      report.write(beside);
      if (latex != null) {
        report.paper(latex);
      }
      return beside;
    }
    Path target = out == null ? inputs.benchmarks().get(0) : out;
    List<Source> sources = inputs.read();
    BenchReport report = BenchReport.of(heading(sources, one), sources);
    report.write(commands(inputs), target);
    if (latex != null) {
      report.paper(latex);
    }
    return target;
  }

  /**
   * Writes the report of a benchmark or a training again where there is one, so that its cases link
   * to the page beside it that shows them.
   *
   * @param folder of the results
   */
  static void linkCases(Path folder) {
    if (Files.isRegularFile(folder.resolve(BenchReport.HTML))) {
      ReportCommand command = new ReportCommand(Path.of(""));
      command.folders = List.of(folder);
      command.write(Inputs.in(command.folders), true);
    }
  }

  private List<String> commands(Inputs inputs) {
    List<String> commands = new ArrayList<>();
    inputs.benchmarks().forEach(path -> commands.add(again("bench", path, "bench.yaml")));
    inputs.trainings().forEach(path -> commands.add(again("train", path, "config.yaml")));
    StringBuilder again = new StringBuilder("icl report");
    folders.forEach(path -> again.append(' ').append(quoted(path)));
    commands.add(again.append(out == null ? "" : " --out " + quoted(out)).toString());
    return commands;
  }

  /** The folder itself is taken: what made it goes to another one. */
  private static String again(String command, Path made, String config) {
    return "icl %s --config %s --out %s"
        .formatted(command, quoted(made.resolve(config)), quoted(Path.of(made + "-again")));
  }

  /** As a shell takes it for one word. */
  private static String quoted(Path path) {
    String text = path.toString();
    return text.matches("[\\w./:+@%=,-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}

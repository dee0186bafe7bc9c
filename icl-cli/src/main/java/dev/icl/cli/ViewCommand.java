package dev.icl.cli;

import dev.icl.app.IclApplication.Permissions;
import dev.icl.app.config.RunConfig;
import dev.icl.app.predict.PredictionInputs;
import dev.icl.app.run.EvaluationFolder;
import dev.icl.app.run.RunFolder;
import dev.icl.app.shown.EvaluatedScans;
import dev.icl.core.error.UserException;
import dev.icl.core.text.Counts;
import dev.icl.data.format.VolumeFormats;
import dev.icl.report.viewer.EvaluatedCases;
import dev.icl.report.viewer.EvaluationLayer;
import dev.icl.report.viewer.FileCases;
import dev.icl.report.viewer.LabelFolder;
import dev.icl.report.viewer.ResultLayers;
import dev.icl.report.viewer.SliceRange;
import dev.icl.report.viewer.ViewedCases;
import dev.icl.report.viewer.ViewerPage;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code icl view}. */
@Command(
    name = "view",
    description =
        "Writes one HTML page to look at scans in three planes with label maps over them: those of"
            + " a training, an evaluation or a benchmark, or any scans.",
    footer = {
      "",
      "The page needs a browser, no server and no network. docs/view.md tells more.",
      "",
      "Examples:",
      "  icl view runs/first                     the scored cases, reference and segmentation",
      "  icl view runs/base runs/first --out both.html   the same of two networks over each other",
      "  icl view runs/bench                     of every method and engine of a benchmark",
      "  icl view scans --prediction labels      what icl predict scans --out labels wrote"
    })
final class ViewCommand implements Callable<Integer> {
  private static final int LARGEST = 500;

  private final IclCommand root;
  private final Environment environment;

  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions options;
  @Mixin private DownloadOption download;

  @Parameters(
      paramLabel = "PATH",
      arity = "1..*",
      description =
          "Folders that icl train, icl evaluate or icl bench wrote; or scans: files of any known"
              + " format, folders, or globs in quotes.")
  private List<String> paths = new ArrayList<>();

  @Option(
      names = "--prediction",
      paramLabel = "FOLDER",
      description =
          "Label maps to lay over scans, named as they are; may be repeated. Of a single scan also"
              + " a file.")
  private List<Path> predictions = new ArrayList<>();

  @Option(
      names = "--label",
      paramLabel = "FOLDER",
      description =
          "Label maps to compare with (default: those in the scans' own files, where they have some).")
  private Path label;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "The page (default: view.html, in the folder of the results where one is named).")
  private Path out;

  @Option(
      names = "--cases",
      paramLabel = "NAMES",
      split = ",",
      description = "Show these cases alone, in this order.")
  private List<String> cases = new ArrayList<>();

  @Option(
      names = "--slices",
      paramLabel = "FROM-TO",
      description = "Show these slices alone, as the first plane of the page counts them.")
  private String slices;

  @Option(
      names = "--size",
      paramLabel = "MB",
      defaultValue = "60",
      description =
          "The most megabytes of voxels on the page, up to 500 (default: ${DEFAULT-VALUE}); beyond"
              + " that every second voxel is shown, then every fourth.")
  private int megabytes;

  ViewCommand(IclCommand root, Environment environment) {
    this.root = root;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    if (megabytes < 1 || megabytes > LARGEST) {
      throw new UserException(
          "--size: %d is not from 1 to %d megabytes.".formatted(megabytes, LARGEST));
    }
    SliceRange range = slices == null ? SliceRange.ALL : SliceRange.of(slices);
    List<Path> results = results();
    Path page = page(results);
    PrintWriter errors = spec.commandLine().getErr();
    ViewedCases shown = results.isEmpty() ? scans() : evaluated(results);
    ViewerPage.Written written =
        new ViewerPage(
                range,
                megabytes,
                new ReadingProgress(
                    errors, "Reading scans", environment.terminalColumns(), environment.nanoTime()))
            .write(page, shown);
    PrintWriter print = spec.commandLine().getOut();
    print.println(
        Texts.format(
            "%s shows %s (%.1f MB); open it in a browser.",
            page, Counts.of(written.cases(), "case"), written.bytes() / 1e6));
    if (written.every() > 1) {
      print.println(
          "It has every %s voxel of long axes alone; --cases, --slices or --size show more."
              .formatted(written.ordinal()));
    }
    if (results.size() == 1 && page.equals(results.get(0).resolve(ViewerPage.FILE))) {
      ReportCommand.linkCases(results.get(0));
    }
    return ExitCode.DONE;
  }

  /** The folders of results; empty if scans are named. */
  private List<Path> results() {
    List<Path> results =
        paths.stream()
            .filter(path -> !path.isEmpty())
            .map(environment.workingDirectory()::resolve)
            .filter(path -> Files.isDirectory(path) && ResultLayers.isResult(path))
            .toList();
    if (results.isEmpty()) {
      return results;
    }
    if (results.size() < paths.size()) {
      throw new UserException(
          "Results and scans cannot be on one page: name folders of trainings, evaluations and"
              + " benchmarks, or scans.");
    }
    if (!predictions.isEmpty() || label != null) {
      throw new UserException(
          "--prediction and --label belong to scans; of results the page shows the label maps that"
              + " were scored, so leave them out.");
    }
    return results;
  }

  private Path page(List<Path> results) {
    Path page;
    if (out != null) {
      page = environment.workingDirectory().resolve(out).normalize();
    } else if (results.size() == 1) {
      page = results.get(0).resolve(ViewerPage.FILE);
    } else {
      page = environment.workingDirectory().resolve(ViewerPage.FILE);
    }
    if (Files.isDirectory(page)) {
      throw new UserException("--out: " + page + " is a folder; name a file, such as view.html.");
    }
    if (Files.exists(page) && !ViewerPage.isOne(page)) {
      throw new UserException(
          "--out: " + page + " exists and is no page of icl view; name another file.");
    }
    return page;
  }

  private ViewedCases evaluated(List<Path> results) {
    for (Path result : results) {
      if (ResultLayers.lacksEvaluation(result)) {
        Path folder = new RunFolder(result).evaluation();
        spec.commandLine()
            .getOut()
            .println("Nothing in " + result + " was scored yet: scoring its cases into " + folder);
        new CaseScoring(environment, new Permissions(download.allowed(), root.verbose()))
            .score(result, options.settings());
      }
    }
    List<EvaluationLayer> layers = ResultLayers.of(results, this::name);
    Path first = layers.get(0).folder().path();
    RunConfig config = config(first);
    String title =
        results.size() == 1
            ? "Cases of " + results.get(0).toAbsolutePath().normalize().getFileName()
            : "Cases of %d results".formatted(results.size());
    return new EvaluatedCases(title, EvaluatedScans.open(first, config), layers, cases);
  }

  private RunConfig config(Path evaluation) {
    return environment
        .configReader()
        .read(Optional.of(new EvaluationFolder(evaluation).config()), options.settings());
  }

  /** The method; where several results are shown, with the folder that it is from. */
  private String name(Path evaluation, Path named) {
    String method = config(evaluation).method().name();
    return paths.size() == 1 ? method : "%s (%s)".formatted(method, named.getFileName());
  }

  private ViewedCases scans() {
    VolumeFormats formats = VolumeFormats.installed();
    Path here = environment.workingDirectory();
    List<PredictionInputs.Input> inputs =
        new PredictionInputs(formats, here, spec.commandLine().getErr()::println).of(paths);
    Optional<LabelFolder> reference =
        Optional.ofNullable(label)
            .map(path -> LabelFolder.of("reference", here.resolve(path), formats));
    List<LabelFolder> maps =
        predictions.stream()
            .map(path -> LabelFolder.of(path.toString(), here.resolve(path), formats))
            .toList();
    return new FileCases(formats, inputs, reference, maps, cases);
  }
}

package dev.icl.cli;

import dev.icl.app.IclApplication.Permissions;
import dev.icl.app.config.RunConfig;
import dev.icl.app.predict.ChannelInputs;
import dev.icl.app.predict.PredictionInputs;
import dev.icl.app.predict.ScanRanking;
import dev.icl.app.predict.ScanRanking.Candidate;
import dev.icl.app.predict.Segmenter;
import dev.icl.app.predict.SegmenterOptions;
import dev.icl.app.predict.TrainedModels;
import dev.icl.core.checkpoint.Checkpoint;
import dev.icl.core.error.UserException;
import dev.icl.core.io.AtomicFile;
import dev.icl.core.text.Counts;
import dev.icl.data.Datasets;
import dev.icl.data.catalog.CaseReader;
import dev.icl.data.catalog.Catalog;
import dev.icl.data.catalog.ScanCase;
import dev.icl.data.catalog.Subset;
import dev.icl.data.format.VolumeFormats;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code icl rank}. */
@Command(
    name = "rank",
    description =
        "Orders scans by how unsure a network, or an ensemble, is of them: those to annotate next come"
            + " first.",
    footer = {
      "",
      "The measure is the mean entropy of the probabilities over the predicted foreground and a margin",
      "around it, from 0 to 1; see docs/predict.md. Label maps are not read.",
      "Exit codes: 0 every scan is ranked, 2 some cannot be (a sentence for each), 1 otherwise."
    })
final class RankCommand implements Callable<Integer> {
  private final IclCommand root;
  private final Environment environment;

  @Spec private CommandSpec spec;
  @Mixin private CheckpointsOption checkpoints;
  @Mixin private ConfigOptions settings;
  @Mixin private DownloadOption download;
  @Mixin private SegmenterCliOptions segmenter;
  @Mixin private JsonOption json;

  @Parameters(
      paramLabel = "INPUT",
      arity = "0..*",
      description =
          "Scans, as icl predict takes them (default: the unlabelled scans of the dataset of the"
              + " training, or of the one that --set names with data.root, data.split and so on).")
  private List<String> inputs = new ArrayList<>();

  @Option(names = "--top", paramLabel = "N", description = "Only the first N of the list.")
  private @Nullable Integer top;

  @Option(
      names = "--margin",
      paramLabel = "MM",
      defaultValue = "5",
      description =
          "How far around the predicted foreground voxels count, in mm, or in voxels where a scan does"
              + " not tell its spacing (default: ${DEFAULT-VALUE}).")
  private double margin;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the list goes: a file ending in .csv or .json.")
  private @Nullable Path out;

  @Option(names = "--overwrite", description = "Replace that file if it is there.")
  private boolean overwrite;

  RankCommand(IclCommand root, Environment environment) {
    this.root = root;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    SegmenterOptions asked = segmenter.asked();
    requireRanges();
    PrintWriter err = spec.commandLine().getErr();
    List<Path> networks = checkpoints.networks(err::println);
    try (TrainedModels models =
        TrainedModels.open(networks, environment.configReader(), asked.settings())) {
      List<Candidate> candidates =
          inputs.isEmpty() ? ofDataset(models.first().checkpoint()) : ofFiles(models);
      Permissions permissions = new Permissions(download.allowed(), root.verbose());
      try (Segmenter started =
          Segmenter.start(
              models, segmenter.options(models), environment.plugins().get(), permissions)) {
        int[] seen = {0};
        ScanRanking ranking =
            ScanRanking.of(
                candidates,
                started,
                margin,
                (name, uncertainty) -> {
                  err.println(
                      Texts.format(
                          "%d/%d  %s  %s",
                          ++seen[0],
                          candidates.size(),
                          name,
                          Double.isNaN(uncertainty)
                              ? "failed"
                              : Texts.format("%.4f", uncertainty)));
                  err.flush();
                });
        return report(top == null ? ranking : ranking.top(top));
      }
    }
  }

  private void requireRanges() {
    if (!(margin >= 0 && margin < Double.POSITIVE_INFINITY)) {
      throw new UserException("--margin: " + margin + " mm is out of range; use 0 or more.");
    }
    if (settings.settings().stream()
        .anyMatch(s -> !inputs.isEmpty() || !s.matches("\\s*data\\b.*"))) {
      throw new UserException(
          "--set: it names the dataset whose unlabelled scans are ranked, where no scans are named; set keys of the section data alone, or leave it out.");
    }
    if (top != null && top < 1) {
      throw new UserException("--top: " + top + " is out of range; use 1 or more.");
    }
    if (out != null) {
      if (!isCsv(out) && !out.toString().toLowerCase(Locale.ROOT).endsWith(".json")) {
        throw new UserException(
            "--out: " + out + " has another ending; name a file that ends in .csv or .json.");
      }
      AtomicFile.refuseExisting(file(out), overwrite);
    }
  }

  private Path file(Path named) {
    return environment.workingDirectory().resolve(named);
  }

  private static boolean isCsv(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".csv");
  }

  private List<Candidate> ofFiles(TrainedModels models) {
    VolumeFormats formats = VolumeFormats.installed();
    List<PredictionInputs.Input> files =
        new PredictionInputs(
                formats, environment.workingDirectory(), spec.commandLine().getErr()::println)
            .of(inputs);
    return ChannelInputs.of(files, models.first().inputs().channels()).stream()
        .map(
            input ->
                new Candidate(
                    input.name().toString(),
                    input.file(),
                    () -> input.files().stream().map(formats::readImage).toList()))
        .toList();
  }

  private List<Candidate> ofDataset(Checkpoint checkpoint) {
    RunConfig config =
        environment
            .configReader()
            .readText(
                "the configuration in " + checkpoint.path(),
                checkpoint.info().config(),
                settings.settings());
    Catalog catalog = Datasets.catalog(config.data());
    List<ScanCase> scans = catalog.of(Subset.UNLABELED);
    if (scans.isEmpty()) {
      throw new UserException(
          "The dataset %s in %s has no unlabelled scans: name scans to rank, or another dataset with --set."
              .formatted(catalog.dataset(), catalog.root()));
    }
    CaseReader reader = new CaseReader(catalog.rules());
    return scans.stream()
        .map(
            scan ->
                new Candidate(
                    scan.name(), scan.images().get(0), () -> reader.arrays(scan, false).channels()))
        .toList();
  }

  private int report(ScanRanking ranking) {
    PrintWriter print = spec.commandLine().getOut();
    if (json.wanted()) {
      print.println(ranking.toJson());
    } else {
      int width = ranking.scans().stream().mapToInt(s -> s.name().length()).max().orElse(0);
      ranking
          .scans()
          .forEach(
              s ->
                  print.println(
                      Texts.format(
                          "%4d  %s%s  %.4f  %s",
                          s.rank(),
                          s.name(),
                          " ".repeat(width - s.name().length()),
                          s.uncertainty(),
                          s.foreground() == 0
                              ? "nothing predicted"
                              : Counts.of(s.foreground(), "voxel") + " predicted")));
    }
    if (out != null) {
      String text = isCsv(out) ? ranking.toCsv() : ranking.toJson() + "\n";
      AtomicFile.write(file(out), overwrite, o -> o.write(text.getBytes(StandardCharsets.UTF_8)));
    }
    print.flush();
    ranking.failures().forEach(root.errors()::println);
    return ranking.failures().isEmpty() ? ExitCode.DONE : ExitCode.MISTAKE;
  }
}

package dev.icl.cli;

import dev.icl.app.proposal.Proposal;
import dev.icl.app.proposal.RankPlan;
import dev.icl.app.proposal.Wishes;
import dev.icl.core.io.AtomicFile;
import dev.icl.core.json.Json;
import dev.icl.data.fingerprint.DatasetFingerprint;
import dev.icl.data.fingerprint.TargetGrid;
import dev.icl.data.settings.DataConfig;
import dev.icl.modules.network.unet.EncoderKind;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code icl data plan}. */
@Command(
    name = "plan",
    description =
        "Reads the training scans of a dataset and proposes a configuration by nnU-Net's published"
            + " rules: spacing, patch, batch, normalisation, network, split and method within a memory.",
    footer = {
      "",
      "Nothing is trained. The configuration goes on with icl train --config FILE; every value of it"
          + " can be changed there."
    })
final class PlanDataCommand implements Callable<Integer> {
  private final Environment environment;

  @Spec private CommandSpec spec;
  @Mixin private DataOptions data;

  @Option(
      names = "--memory",
      paramLabel = "GB",
      description =
          "The memory of a training as nnU-Net counts it, in mixed precision (default: half of what"
              + " 2 GB leave of the machine's, since single precision takes twice as much).")
  private Double memory;

  @Option(
      names = "--rank",
      paramLabel = "N",
      description = "2 for slices, 3 for volumes (default: 3, unless few slices lie far apart).")
  private Integer rank;

  @Option(
      names = "--residual",
      description = "A residual encoder, with nnU-Net's references for it.")
  private boolean residual;

  @Option(
      names = "--spacing",
      paramLabel = "MM,MM,MM",
      split = ",",
      description =
          "The distance of voxels along the axes of the files where these do not tell it, as HDF5.")
  private List<Double> spacing = List.of();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The file for the configuration (default: it is printed).")
  private Path out;

  @Option(names = "--overwrite", description = "Replace the file if it exists.")
  private boolean overwrite;

  @Mixin private JsonOption json;

  PlanDataCommand(Environment environment) {
    this.environment = environment;
  }

  /** The proposal for programs. */
  private record Report(
      DatasetFingerprint fingerprint,
      TargetGrid grid,
      List<RankPlan> plans,
      int rank,
      double memoryGb,
      String configuration) {}

  @Override
  public Integer call() {
    PrintWriter print = spec.commandLine().getOut();
    Wishes wishes =
        new Wishes(
            Optional.ofNullable(rank),
            memory == null ? Wishes.machineMemory() : memory,
            residual ? EncoderKind.RESIDUAL : EncoderKind.PLAIN,
            spacing);
    Optional<Path> file = Optional.ofNullable(out).map(environment.workingDirectory()::resolve);
    file.ifPresent(path -> AtomicFile.refuseExisting(path, overwrite));
    DataConfig config = data.resolve(environment, List.of());
    ReadingProgress progress =
        new ReadingProgress(
            spec.commandLine().getErr(),
            "Reading scans",
            environment.terminalColumns(),
            environment.nanoTime());
    Proposal proposal = Proposal.of(config, wishes, progress);
    String yaml = proposal.toYaml();
    file.ifPresent(
        path ->
            AtomicFile.write(
                path, overwrite, stream -> stream.write(yaml.getBytes(StandardCharsets.UTF_8))));
    if (json.wanted()) {
      print.println(Json.indented(report(proposal, yaml)));
    } else if (file.isPresent()) {
      print.println(
          "The configuration is in %s; train with icl train --config %s --out FOLDER."
              .formatted(out, out));
    } else {
      print.print(yaml);
    }
    print.flush();
    return ExitCode.DONE;
  }

  private static Report report(Proposal proposal, String yaml) {
    return new Report(
        proposal.fingerprint(),
        proposal.grid(),
        Stream.concat(Stream.of(proposal.slices()), proposal.volumes().stream()).toList(),
        proposal.chosen().rank(),
        proposal.memory(),
        yaml);
  }
}

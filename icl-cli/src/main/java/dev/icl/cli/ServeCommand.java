package dev.icl.cli;

import dev.icl.app.IclApplication.Permissions;
import dev.icl.app.predict.PredictionRecord;
import dev.icl.app.predict.Segmenter;
import dev.icl.app.predict.SegmenterOptions;
import dev.icl.app.predict.TrainedModels;
import dev.icl.app.serve.CohortWorker;
import dev.icl.app.serve.SegmentationService;
import dev.icl.app.serve.ServiceFacts;
import dev.icl.app.serve.ServiceOptions;
import dev.icl.data.format.VolumeFormats;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code icl serve}. */
@Command(
    name = "serve",
    description =
        "Segments scans that other programs send over HTTP, with a checkpoint or with several"
            + " together, until it is ended.",
    footer = {
      "",
      "  curl --data-binary @scan.nii.gz -o labels.nii.gz http://127.0.0.1:8017/segment",
      "",
      "POST /segment takes a file of any known format, or a zip archive of a DICOM series, and replies with the",
      "label map; ?format= is that of icl predict. GET /health and GET /metrics tell how the service is.",
      "See docs/serve.md. SIGTERM and Ctrl-C finish the scans that were taken; a second one ends at once.",
      "Exit codes: 0 ended by a signal, 2 a mistake in what was asked for, 1 otherwise."
    })
final class ServeCommand implements Callable<Integer> {
  private static final long MEBIBYTE = 1 << 20;

  private final IclCommand root;
  private final Environment environment;

  @Spec private CommandSpec spec;
  @Mixin private CheckpointsOption checkpoints;
  @Mixin private DownloadOption download;
  @Mixin private TokenOption token;
  @Mixin private SegmenterCliOptions segmenter;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = ServiceOptions.LOOPBACK,
      description =
          "The interface to listen on; those that other machines reach take a token"
              + " (default: ${DEFAULT-VALUE}).")
  private String host;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "" + ServiceOptions.PORT,
      description = "The port to listen on, 0 for any that is free (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--max-size",
      paramLabel = "MB",
      defaultValue = "256",
      description =
          "The largest scan that is taken, in MiB as it is sent (default: ${DEFAULT-VALUE}).")
  private int megabytes;

  @Option(
      names = "--queue",
      paramLabel = "N",
      defaultValue = "4",
      description =
          "The number of scans that may wait beside the one that is segmented; more are refused"
              + " with 503 (default: ${DEFAULT-VALUE}).")
  private int queue;

  @Option(
      names = "--read-timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description =
          "The time that a client has to send a scan, and to take the reply"
              + " (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--temp",
      paramLabel = "FOLDER",
      description =
          "Where scans are kept while they are dealt with (default: the system's folder for"
              + " temporary files).")
  private @Nullable Path temporary;

  ServeCommand(IclCommand root, Environment environment) {
    this.root = root;
    this.environment = environment;
  }

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    ServiceOptions service =
        new ServiceOptions(
            host,
            port,
            token.token(environment, err::println),
            megabytes * MEBIBYTE,
            queue,
            Duration.ofSeconds(seconds),
            temporary == null
                ? Path.of(System.getProperty("java.io.tmpdir"))
                : environment.workingDirectory().resolve(temporary));
    SegmenterOptions asked = segmenter.asked();
    VolumeFormats formats = VolumeFormats.installed();
    List<Path> networks = checkpoints.networks(err::println);
    try (TrainedModels models =
        TrainedModels.open(networks, environment.configReader(), asked.settings())) {
      SegmenterOptions options = segmenter.options(models);
      Permissions permissions = new Permissions(download.allowed(), root.verbose());
      try (Segmenter started =
          Segmenter.start(models, options, environment.plugins().get(), permissions)) {
        ServiceFacts facts =
            new ServiceFacts(
                PredictionRecord.of(models, options).network(),
                started.engine().name(),
                started.classNames(),
                started.channelNames());
        serve(started, formats, facts, service);
      }
    }
    return ExitCode.DONE;
  }

  private void serve(
      Segmenter started, VolumeFormats formats, ServiceFacts facts, ServiceOptions options)
      throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    PrintWriter errors = root.errors();
    PrintWriter out = spec.commandLine().getOut();
    try (StopSignals signals =
            StopSignals.noted(
                name -> {
                  errors.println(
                      name + ": the scans that were taken are finished; again to end at once.");
                  errors.flush();
                  ended.countDown();
                });
        SegmentationService service =
            SegmentationService.start(
                new CohortWorker(started, formats), formats, facts, options, errors::println)) {
      out.println(
          "Serving %s on %s at %s; POST a scan to %s/segment."
              .formatted(facts.network(), facts.engine(), service.address(), service.address()));
      out.flush();
      while (!signals.requested()) {
        ended.await();
      }
    }
  }
}

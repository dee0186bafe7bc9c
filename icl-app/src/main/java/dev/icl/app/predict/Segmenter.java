package dev.icl.app.predict;

import dev.icl.app.IclApplication;
import dev.icl.app.IclApplication.Permissions;
import dev.icl.app.config.RunConfigReader;
import dev.icl.core.engine.EngineInfo;
import dev.icl.core.engine.EnginePlugins;
import dev.icl.core.tensor.Shape;
import dev.icl.data.catalog.InputRules;
import dev.icl.data.catalog.InputScan;
import dev.icl.data.catalog.ReadingRules;
import dev.icl.data.format.ClassMaps;
import dev.icl.data.sample.Sample;
import dev.icl.data.sample.SampleId;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.SliceAxis;
import dev.icl.modules.train.NetworkFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A trained network that segments scans, or several that do so together, for programs of any kind.
 * Everything they need is in the checkpoints: network, classes, input size, preprocessing.
 *
 * <pre>{@code
 * try (Segmenter segmenter = Segmenter.load(Path.of("final.safetensors"))) {
 *   Scan scan = VolumeFormats.installed().readImage(Path.of("patient.nii.gz"));
 *   Scan labels = segmenter.segment(scan);
 *   VolumeFormats.installed().write(Path.of("labels.nii.gz"), Contents.of(labels), false);
 * }
 * }</pre>
 *
 * <p>Safe for use by several threads: scans are prepared side by side and go through the network
 * one at a time, since one already uses every processor. Closing waits for the scan that is in the
 * network, and those that come after it are refused; closing again does nothing.
 *
 * <p>Any number of them may be open in one JVM, on one engine or on several, also while trainings
 * run there: each has variables of its own, and labels are those it would give alone, to the last
 * bit. Two of them compute side by side, each with {@code threads} threads.
 *
 * <p>An engine is found on the class path with ServiceLoader; nothing is downloaded, and nothing is
 * sent anywhere.
 */
public final class Segmenter implements AutoCloseable {
  /** Seconds beyond which a trial is not worth a second pass. */
  private static final double LONG_TRIAL = 5;

  private final List<IclApplication> applications;
  private final VolumeSegmenter network;
  private final InputRules inputs;
  private final List<String> classNames;
  private final SliceAxis sliceAxis;
  private boolean closed;

  private Segmenter(
      List<IclApplication> applications,
      VolumeSegmenter network,
      InputRules inputs,
      List<String> classNames,
      SliceAxis sliceAxis) {
    this.applications = applications;
    this.network = network;
    this.inputs = inputs;
    this.classNames = classNames;
    this.sliceAxis = sliceAxis;
  }

  /**
   * Loads a checkpoint, to be applied as it was validated.
   *
   * @param checkpoint {@code final.safetensors} or {@code best.safetensors} of a training, or its
   *     folder, as {@link NetworkFile} takes it; of a folder of cross-validation, the networks of
   *     all folds
   * @throws dev.icl.core.error.UserException if it is none, or damaged, or its engine is not on the
   *     class path; one sentence that says how to fix it
   */
  public static Segmenter load(Path checkpoint) {
    return load(checkpoint, SegmenterOptions.defaults());
  }

  /**
   * Loads a checkpoint.
   *
   * @param checkpoint as above; of a folder of cross-validation, all of its networks
   * @param options engine, device and the way networks are applied
   * @throws dev.icl.core.error.UserException if it is none, or damaged, or there is no such engine
   *     or device
   */
  public static Segmenter load(Path checkpoint, SegmenterOptions options) {
    return load(List.of(checkpoint), options);
  }

  /**
   * Loads several checkpoints, whose probabilities are averaged.
   *
   * @param checkpoints at least one, each as above
   * @param options engine, device and the way networks are applied
   * @throws dev.icl.core.error.UserException as above, or if they differ in classes, channels or
   *     preprocessing
   */
  public static Segmenter load(List<Path> checkpoints, SegmenterOptions options) {
    RunConfigReader reader = new RunConfigReader(Map.of(), Path.of("").toAbsolutePath());
    List<Path> networks = NetworkFile.all(checkpoints, notice -> {});
    try (TrainedModels models = TrainedModels.open(networks, reader, options.settings())) {
      return start(models, options, EnginePlugins.discover(), Permissions.NONE);
    }
  }

  /**
   * Starts an engine for each model.
   *
   * @param models may be closed afterwards
   * @param options engine, device and the way networks are applied
   * @param plugins the engines to choose from
   * @param permissions the rights of the engines beyond computing
   * @throws dev.icl.core.error.UserException if there is no such engine, or a checkpoint is of
   *     another network
   */
  public static Segmenter start(
      TrainedModels models,
      SegmenterOptions options,
      EnginePlugins plugins,
      Permissions permissions) {
    List<IclApplication> applications = new ArrayList<>();
    try {
      List<AppliedNetwork> networks = new ArrayList<>();
      for (TrainedModel model : models.all()) {
        IclApplication application = IclApplication.start(model.config(), plugins, permissions);
        applications.add(application);
        model.createIn(application.engine());
        networks.add(
            new AppliedNetwork(
                application.engine(), model.network(), model.config().train().patch()));
      }
      return new Segmenter(
          List.copyOf(applications),
          new VolumeSegmenter(networks, models.inference(options)),
          models.first().inputs(),
          models.first().classNames(),
          options.sliceAxis());
    } catch (RuntimeException e) {
      applications.forEach(IclApplication::close);
      throw e;
    }
  }

  /** Names of the classes, the background first: the label value is the place in the list. */
  public List<String> classNames() {
    return classNames;
  }

  /** Names of the values at each voxel of an image, in order. */
  public List<String> channelNames() {
    return inputs.channels();
  }

  /** Name, version and device of the engine, of the first network's if there are several. */
  public synchronized EngineInfo engine() {
    requireOpen();
    return applications.get(0).engine().info();
  }

  /** Along which axis of its file a scan is cut into slices. */
  SliceAxis axis(Scan scan) {
    return rules(scan).axis();
  }

  /**
   * Segments a scan.
   *
   * @param scan of three axes, as its file has it; of four where the network takes several
   *     channels, the last counting them
   * @return the class of each voxel, unsigned bytes on the grid of the scan
   * @throws dev.icl.core.error.UserException if the scan has another number of axes, or does not
   *     contain what its preprocessing needs
   * @throws IllegalStateException if this was closed
   */
  public Scan segment(Scan scan) {
    return segmentation("scan", scan).labels();
  }

  /**
   * Segments a scan and reports what the network saw.
   *
   * @param name of the case
   * @param scan of three axes, as its file has it
   * @throws dev.icl.core.error.UserException as above
   * @throws IllegalStateException if this was closed
   */
  public Segmentation segmentation(String name, Scan scan) {
    return segmentation(name, List.of(scan));
  }

  /**
   * Segments a scan whose channels are arrays of their own, and tells what the network saw.
   *
   * @param name of the case
   * @param channels each of three axes, as its file has it, in the order of {@link #channelNames}
   * @throws dev.icl.core.error.UserException as above, or if their number is another
   * @throws IllegalStateException if this was closed
   */
  public Segmentation segmentation(String name, List<Scan> channels) {
    return segmentation(name, channels, ScoreOutputs.NONE);
  }

  /**
   * Segments a scan and gives probabilities and uncertainty with it.
   *
   * @param name of the case
   * @param channels as above
   * @param wanted the outputs that are wanted beside the label map
   * @throws dev.icl.core.error.UserException as above
   * @throws IllegalStateException if this was closed
   */
  public Segmentation segmentation(String name, List<Scan> channels, ScoreOutputs wanted) {
    InputScan input = input(name, channels);
    ScoredSample found = throughNetwork(input, wanted);
    return new Segmentation(
        input.restore(found.labels()),
        input.sample(),
        found.labels(),
        found
            .probabilities()
            .map(
                stored ->
                    new ClassMaps(
                        stored.classes(),
                        place -> input.restore(stored.of(place), place == 0 ? 1 : 0))),
        found.uncertainty().map(map -> input.restore(map, 0)));
  }

  /** The networks with what they are applied as, for estimates. */
  VolumeSegmenter network() {
    return network;
  }

  /**
   * The input of the network for a scan.
   *
   * @param name of the case
   * @param channels as above
   */
  InputScan input(String name, List<Scan> channels) {
    return InputScan.of(name, channels, rules(channels.get(0)), inputs.preprocess());
  }

  /** The time that a small sample of nothing takes the networks, in seconds. */
  synchronized double trialSeconds() {
    requireOpen();
    int channels = inputs.channels().size();
    Shape shape = network.trial(channels);
    Sample nothing =
        Sample.of(
            new SampleId("trial", "trial"),
            channels,
            shape,
            new float[Math.toIntExact(channels * shape.numel())]);
    double seconds = seconds(nothing);
    // the first pass compiles what it runs
    return seconds > LONG_TRIAL ? seconds : seconds(nothing);
  }

  private double seconds(Sample sample) {
    long start = System.nanoTime();
    network.segment(sample);
    return (System.nanoTime() - start) * 1e-9;
  }

  private synchronized ScoredSample throughNetwork(InputScan input, ScoreOutputs wanted) {
    requireOpen();
    return network.segment(input.sample(), wanted);
  }

  /** Native arrays that its engines hold. */
  long liveArrays() {
    return applications.stream().mapToLong(a -> a.engine().liveArrays()).sum();
  }

  private ReadingRules rules(Scan scan) {
    return inputs.reading(scan.order()).along(sliceAxis);
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("this Segmenter was closed");
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      network.close();
      applications.forEach(IclApplication::close);
    }
  }
}

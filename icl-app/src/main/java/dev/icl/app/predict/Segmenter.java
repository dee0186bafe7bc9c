package dev.icl.app.predict;

import dev.icl.app.IclApplication;
import dev.icl.app.IclApplication.Permissions;
import dev.icl.app.config.RunConfigReader;
import dev.icl.core.engine.EngineInfo;
import dev.icl.core.engine.EnginePlugins;
import dev.icl.data.catalog.InputRules;
import dev.icl.data.catalog.InputScan;
import dev.icl.data.catalog.ReadingRules;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.SliceAxis;
import dev.icl.modules.train.NetworkFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A trained network that segments scans, for programs of any kind. Everything it needs is in the
 * checkpoint: network, classes, input size, preprocessing.
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
 * <p>An engine is found on the class path with ServiceLoader; nothing is downloaded, and nothing
 * reports home.
 */
public final class Segmenter implements AutoCloseable {
  private final IclApplication application;
  private final VolumeSegmenter network;
  private final InputRules inputs;
  private final List<String> classNames;
  private final SliceAxis sliceAxis;
  private boolean closed;

  private Segmenter(
      IclApplication application,
      VolumeSegmenter network,
      InputRules inputs,
      List<String> classNames,
      SliceAxis sliceAxis) {
    this.application = application;
    this.network = network;
    this.inputs = inputs;
    this.classNames = classNames;
    this.sliceAxis = sliceAxis;
  }

  /**
   * Loads a checkpoint, to be applied as it was validated.
   *
   * @param checkpoint {@code final.safetensors} or {@code best.safetensors} of a training, or its
   *     folder, as {@link NetworkFile} takes it
   * @throws dev.icl.core.error.UserException if it is none, or damaged, or its engine is not on the
   *     class path; one sentence that says how to fix it
   */
  public static Segmenter load(Path checkpoint) {
    return load(checkpoint, SegmenterOptions.defaults());
  }

  /**
   * Loads a checkpoint.
   *
   * @throws dev.icl.core.error.UserException if it is none, or damaged, or there is no such engine
   *     or device
   */
  public static Segmenter load(Path checkpoint, SegmenterOptions options) {
    RunConfigReader reader = new RunConfigReader(Map.of(), Path.of("").toAbsolutePath());
    Path network = NetworkFile.of(checkpoint, notice -> {});
    try (TrainedModel model = TrainedModel.open(network, reader, options.settings())) {
      return start(model, options, EnginePlugins.discover(), Permissions.NONE);
    }
  }

  /**
   * Starts an engine for a model.
   *
   * @param model may be closed afterwards
   * @param options engine, device and the way networks are applied
   * @param plugins the engines to choose from
   * @param permissions what the engine may do beyond computing
   * @throws dev.icl.core.error.UserException if there is no such engine, or the checkpoint is of
   *     another network
   */
  public static Segmenter start(
      TrainedModel model,
      SegmenterOptions options,
      EnginePlugins plugins,
      Permissions permissions) {
    IclApplication application = IclApplication.start(model.config(), plugins, permissions);
    try {
      model.createIn(application.engine());
      VolumeSegmenter network =
          new VolumeSegmenter(
              application.engine(),
              model.network(),
              model.config().train().patch(),
              options.inference());
      return new Segmenter(
          application, network, model.inputs(), model.classNames(), options.sliceAxis());
    } catch (RuntimeException e) {
      application.close();
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

  /** Name, version and device of the engine. */
  public synchronized EngineInfo engine() {
    requireOpen();
    return application.engine().info();
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
    InputScan input = InputScan.of(name, channels, rules(channels.get(0)), inputs.preprocess());
    byte[] classes = throughNetwork(input);
    return new Segmentation(input.restore(classes), input.sample(), classes);
  }

  private synchronized byte[] throughNetwork(InputScan input) {
    requireOpen();
    return network.segment(input.sample());
  }

  /** Native arrays that its engine holds. */
  long liveArrays() {
    return application.engine().liveArrays();
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
      application.close();
    }
  }
}

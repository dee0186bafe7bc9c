package dev.icl.app.predict;

import dev.icl.app.predict.CohortPlan.Item;
import dev.icl.app.predict.PredictionInputs.Input;
import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Shape;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.sample.Sample;
import dev.icl.data.scan.Scan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Estimates what a cohort takes: its largest file is read, all others are taken by their size. */
final class CohortNeeds {
  /**
   * Scans that cannot be read, or go into no file of the format, are reported when it is their
   * turn.
   */
  private static final int TRIES = 3;

  private final Segmenter segmenter;
  private final VolumeFormats formats;
  private final PredictionOutputs outputs;
  private final ScoreOutputs wanted;
  private final long available;

  /**
   * @param segmenter that will segment the scans; not closed
   * @param formats that are read
   * @param outputs that are written
   * @param available bytes of Java's heap
   */
  CohortNeeds(
      Segmenter segmenter, VolumeFormats formats, PredictionOutputs outputs, long available) {
    this.segmenter = segmenter;
    this.formats = formats;
    this.outputs = outputs;
    this.wanted = outputs.scores();
    this.available = available;
  }

  /**
   * The needs of scans.
   *
   * @param scans those that are not segmented yet
   * @return empty if there are none, or the largest ones cannot be read
   * @throws UserException if the largest one cannot fit into the heap
   */
  Optional<PredictionNeeds> of(CohortPlan scans) {
    for (Item item : scans.largestFirst().items().stream().limit(TRIES).toList()) {
      Optional<Read> read = read(item.input());
      if (read.isPresent()) {
        return Optional.of(needs(item, read.get(), scans));
      }
    }
    return Optional.empty();
  }

  /**
   * The needs and the shape of a scan that was read.
   *
   * @param heap bytes of Java's heap that it and its segmentation take
   * @param voxels of its own grid
   * @param shape sizes of the network's input
   */
  private record Read(long heap, long voxels, Shape shape) {}

  private Optional<Read> read(Input input) {
    try {
      List<Scan> channels = new ArrayList<>();
      long stored = 0;
      for (Path file : input.files()) {
        Scan channel = formats.readImage(file);
        channels.add(channel);
        stored += (long) channel.voxels().size() * channel.voxels().type().bytes();
      }
      Scan first = channels.get(0);
      LabelFormat.requireRoom(
          outputs.labels(input, Path.of(""), formats),
          input.file(),
          first,
          segmenter.axis(first),
          formats);
      Sample sample = segmenter.input(input.name().toString(), channels).sample();
      Shape shape = sample.shape();
      long voxels = channels.get(0).voxels().size();
      long heap =
          stored
              + (long) sample.image().length * Float.BYTES
              + segmenter.network().outputBytes(shape, wanted)
              + voxels;
      return Optional.of(new Read(heap, voxels, shape));
    } catch (OutOfMemoryError e) {
      throw PredictionNeeds.tooLarge(input.file(), available, available);
    } catch (UserException e) {
      if (e.getCause() instanceof OutOfMemoryError) {
        throw PredictionNeeds.tooLarge(input.file(), available, available);
      }
      return Optional.empty();
    }
  }

  private PredictionNeeds needs(Item largest, Read read, CohortPlan scans) {
    if (read.heap() > available) {
      throw PredictionNeeds.tooLarge(largest.input().file(), read.heap(), available);
    }
    VolumeSegmenter network = segmenter.network();
    double share = scans.bytes() / (double) Math.max(1, largest.bytes());
    int classes = segmenter.classNames().size();
    long written =
        1
            + (wanted.probabilities() ? (long) outputs.format().probabilityBytes() * classes : 0)
            + (wanted.uncertainty() ? Float.BYTES : 0);
    return new PredictionNeeds(
        scans.items().size(),
        read.heap(),
        network.networkBytes(segmenter.channelNames().size()),
        (long) (read.voxels() * written * share),
        segmenter.trialSeconds()
            * network.work(read.shape())
            / network.work(network.trial(segmenter.channelNames().size()))
            * share);
  }
}

package dev.icl.data.catalog;

import dev.icl.data.preprocess.PreparedChannels;
import dev.icl.data.preprocess.PreparedScan;
import dev.icl.data.preprocess.PreprocessConfig;
import dev.icl.data.preprocess.ScanPreparation;
import dev.icl.data.sample.Sample;
import dev.icl.data.sample.SampleId;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.VoxelType;
import dev.icl.data.scan.Voxels;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A scan as a network is to see it, and the way of its segmentation back to the scan's own grid.
 */
public final class InputScan {
  private final Scan scan;
  private final Sample sample;
  private final Slicing slicing;
  private final Optional<PreparedScan> prepared;

  /**
   * @param scan whose grid is returned to
   * @param sample of it
   * @param slicing that was applied last
   * @param prepared the preprocessing before that; empty for none
   */
  private InputScan(Scan scan, Sample sample, Slicing slicing, Optional<PreparedScan> prepared) {
    this.scan = scan;
    this.sample = sample;
    this.slicing = slicing;
    this.prepared = prepared;
  }

  /**
   * Preprocesses a scan in one file and brings its slices to the front.
   *
   * @param name of the case
   * @param scan of three axes, more only if those beyond have size 1; of four where the rules name
   *     several channels, the last counting them
   * @param rules along which axis slices are cut, which channels there are, and what intensities go
   *     through where the preprocessing leaves them alone
   * @param preprocess the preprocessing that networks of this kind were trained with
   * @throws dev.icl.core.error.UserException if the scan has another number of axes or channels, or
   *     does not give the grid that the preprocessing needs
   */
  public static InputScan of(
      String name, Scan scan, ReadingRules rules, PreprocessConfig preprocess) {
    List<Scan> channels =
        ChannelAxes.split(
            scan,
            rules.channels(),
            Optional.empty(),
            rules.channelAxis(),
            ChannelAxes.BY_FILES,
            where(name, scan));
    Scan grid = channels.size() == 1 ? scan : channels.get(0);
    return of(name, grid, channels, rules, preprocess);
  }

  /**
   * The same for a scan whose channels are in files of their own.
   *
   * @param name of the case
   * @param channels each of three axes, more only if those beyond have size 1
   * @param rules as above
   * @param preprocess as above
   * @throws dev.icl.core.error.UserException as above, or if the channels differ in shape or number
   */
  public static InputScan of(
      String name, List<Scan> channels, ReadingRules rules, PreprocessConfig preprocess) {
    if (channels.size() == 1) {
      return of(name, channels.get(0), rules, preprocess);
    }
    CaseArrays.requireNumber(channels.size(), rules.channels(), where(name, channels.get(0)));
    List<Scan> three = new ArrayList<>();
    for (Scan channel : channels) {
      three.add(CaseArrays.threeAxes(channel, where(name, channel)));
      CaseArrays.requireFit(
          "channel",
          where(name, channels.get(0)),
          three.get(0),
          where(name, channel),
          three.get(three.size() - 1));
    }
    return of(name, channels.get(0), three, rules, preprocess);
  }

  private static String where(String name, Scan scan) {
    return scan.source().map(Object::toString).orElse("The scan " + name);
  }

  private static InputScan of(
      String name,
      Scan grid,
      List<Scan> channels,
      ReadingRules rules,
      PreprocessConfig preprocess) {
    SampleId id = new SampleId(name, name);
    if (preprocess.isDefault()) {
      Sample sample = ArraySample.of(id, channels, Optional.empty(), rules.axis());
      Slicing slicing = Slicing.of(channels.get(0), rules.axis());
      return new InputScan(
          grid, rules.intensities().applyInPlace(sample), slicing, Optional.empty());
    }
    PreparedChannels prepared = new ScanPreparation(preprocess).applyAll(channels);
    Sample sample = ArraySample.of(id, prepared.images(), Optional.empty(), rules.axis());
    Slicing slicing = Slicing.of(prepared.first().image(), rules.axis());
    return new InputScan(
        grid,
        preprocess.leavesIntensities() ? rules.intensities().applyInPlace(sample) : sample,
        slicing,
        Optional.of(prepared.first()));
  }

  /** The input of the network. */
  public Sample sample() {
    return sample;
  }

  /**
   * A segmentation on the scan's own grid: its shape, order, affine, spacing.
   *
   * @param classes of each voxel of {@link #sample()}, unsigned, in C order; not written to
   *     afterwards
   * @return voxels of one unsigned byte
   */
  public Scan restore(byte[] classes) {
    byte[] back = slicing.back(classes);
    byte[] map = prepared.isPresent() ? prepared.get().restore(back).voxels().toBytes() : back;
    return scan.withVoxels(Voxels.of(VoxelType.UINT8, ByteBuffer.wrap(map)));
  }

  /**
   * Numbers such as probabilities on the scan's own grid, interpolated linearly where preprocessing
   * resampled.
   *
   * @param values at each voxel of {@link #sample()}, in C order; not written to afterwards
   * @param outside the number of what preprocessing cropped away
   * @return voxels in single precision
   */
  public Scan restore(float[] values, float outside) {
    float[] back = slicing.back(values);
    return scan.withVoxels(
        Voxels.of(prepared.isPresent() ? prepared.get().restore(back, outside) : back));
  }
}

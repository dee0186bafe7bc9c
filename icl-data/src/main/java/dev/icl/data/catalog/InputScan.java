package dev.icl.data.catalog;

import dev.icl.data.preprocess.PreparedScan;
import dev.icl.data.preprocess.PreprocessConfig;
import dev.icl.data.preprocess.ScanPreparation;
import dev.icl.data.sample.Sample;
import dev.icl.data.sample.SampleId;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.VoxelType;
import dev.icl.data.scan.Voxels;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * A scan as a network is to see it, and the way of its segmentation back to the scan's own grid.
 */
public final class InputScan {
  private final Scan scan;
  private final Sample sample;
  private final UnaryOperator<byte[]> restore;

  private InputScan(Scan scan, Sample sample, UnaryOperator<byte[]> restore) {
    this.scan = scan;
    this.sample = sample;
    this.restore = restore;
  }

  /**
   * Preprocesses a scan and brings its slices to the front.
   *
   * @param name of the case
   * @param scan of three axes; more only if those beyond have size 1
   * @param rules along which axis slices are cut, and what intensities go through where the
   *     preprocessing leaves them alone
   * @param preprocess the preprocessing that networks of this kind were trained with
   * @throws dev.icl.core.error.UserException if the scan has another number of axes, or does not
   *     give the grid that the preprocessing needs
   */
  public static InputScan of(
      String name, Scan scan, ReadingRules rules, PreprocessConfig preprocess) {
    Scan three =
        CaseReader.threeAxes(scan, scan.source().map(Object::toString).orElse("The scan " + name));
    if (preprocess.isDefault()) {
      Slicing slicing = Slicing.of(three, rules.axis());
      Sample sample = rules.intensities().apply(sample(name, three, slicing));
      return new InputScan(scan, sample, slicing::back);
    }
    PreparedScan prepared = new ScanPreparation(preprocess).apply(three);
    Slicing slicing = Slicing.of(prepared.image(), rules.axis());
    Sample sample = sample(name, prepared.image(), slicing);
    return new InputScan(
        scan,
        preprocess.leavesIntensities() ? rules.intensities().apply(sample) : sample,
        map -> prepared.restore(slicing.back(map)).voxels().toBytes());
  }

  private static Sample sample(String name, Scan scan, Slicing slicing) {
    float[] image = slicing.moved(scan.voxels().toFloats());
    Sample sample = Sample.of(new SampleId(name, name), slicing.shape(), image);
    return scan.spacing().isPresent()
        ? sample.withSpacing(slicing.spacing(Arrays.copyOf(scan.spacing().get(), 3), scan.order()))
        : sample;
  }

  /** What the network receives. */
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
    byte[] map = restore.apply(classes);
    return scan.withVoxels(Voxels.of(VoxelType.UINT8, ByteBuffer.wrap(map)));
  }
}

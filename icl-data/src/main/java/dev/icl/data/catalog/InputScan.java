package dev.icl.data.catalog;

import dev.icl.data.model.Volume;
import dev.icl.data.preprocess.PreparedScan;
import dev.icl.data.preprocess.PreprocessConfig;
import dev.icl.data.preprocess.ScanPreparation;
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
  private final Volume volume;
  private final UnaryOperator<byte[]> restore;

  private InputScan(Scan scan, Volume volume, UnaryOperator<byte[]> restore) {
    this.scan = scan;
    this.volume = volume;
    this.restore = restore;
  }

  /**
   * Preprocesses a scan and cuts it into slices.
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
      Volume volume = rules.preprocessing().apply(volume(name, three, slicing));
      return new InputScan(scan, volume, slicing::back);
    }
    PreparedScan prepared = new ScanPreparation(preprocess).apply(three);
    Slicing slicing = Slicing.of(prepared.image(), rules.axis());
    Volume volume = volume(name, prepared.image(), slicing);
    return new InputScan(
        scan,
        preprocess.leavesIntensities() ? rules.preprocessing().apply(volume) : volume,
        map -> prepared.restore(slicing.back(map)).voxels().toBytes());
  }

  private static Volume volume(String name, Scan scan, Slicing slicing) {
    int[] shape = slicing.shape();
    float[] image = slicing.moved(scan.voxels().toFloats());
    Volume volume = Volume.of(name, name, shape[0], shape[1], shape[2], image);
    return scan.spacing().isPresent()
        ? volume.withSpacing(slicing.spacing(Arrays.copyOf(scan.spacing().get(), 3), scan.order()))
        : volume;
  }

  /** The volume that the network receives. */
  public Volume volume() {
    return volume;
  }

  /**
   * A segmentation on the scan's own grid: its shape, order, affine, spacing.
   *
   * @param classes of each voxel of {@link #volume()}, unsigned, {@code [slices, height, width]} in
   *     C order; not written to afterwards
   * @return voxels of one unsigned byte
   */
  public Scan restore(byte[] classes) {
    byte[] map = restore.apply(classes);
    return scan.withVoxels(Voxels.of(VoxelType.UINT8, ByteBuffer.wrap(map)));
  }
}

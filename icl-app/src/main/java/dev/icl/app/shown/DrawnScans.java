package dev.icl.app.shown;

import dev.icl.data.model.Dataset;
import dev.icl.data.sample.Sample;
import dev.icl.data.sample.Spacing;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.Voxels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The scans of a dataset that draws them: nothing is known of their orientation.
 *
 * @param dataset without files
 */
record DrawnScans(Dataset dataset) implements ScanSource {
  @Override
  public List<String> channelNames() {
    return dataset.channelNames();
  }

  @Override
  public Optional<ScoredScan> read(String name) {
    int validation = dataset.validationCases().indexOf(name);
    if (validation >= 0) {
      return Optional.of(scan(dataset.validationScan(validation)));
    }
    int test = dataset.testCases().indexOf(name);
    return test < 0 ? Optional.empty() : Optional.of(scan(dataset.testScan(test)));
  }

  @Override
  public Scan onGrid(Scan image, byte[] classes) {
    return image.withVoxels(Voxels.ofLabels(classes));
  }

  private static ScoredScan scan(Sample sample) {
    List<Scan> channels = new ArrayList<>();
    for (int c = 0; c < sample.channels(); c++) {
      int from = c * sample.voxels();
      Voxels voxels = Voxels.of(Arrays.copyOfRange(sample.image(), from, from + sample.voxels()));
      channels.add(spaced(Scan.of(sample.shape(), AxisOrder.LAST_FASTEST, voxels), sample));
    }
    byte[] label =
        sample
            .label()
            .orElseThrow(() -> new IllegalStateException(sample.name() + " has no labels"));
    return new ScoredScan(channels, channels.get(0).withVoxels(Voxels.ofLabels(label)));
  }

  private static Scan spaced(Scan scan, Sample sample) {
    return sample
        .spacing()
        .map(Spacing::millimetres)
        .map(mm -> mm.stream().mapToDouble(Double::doubleValue).toArray())
        .map(scan::withSpacing)
        .orElse(scan);
  }
}

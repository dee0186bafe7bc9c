package dev.icl.data.fingerprint;

import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Shape;
import dev.icl.data.catalog.CaseReader;
import dev.icl.data.catalog.CaseReader.ImageAndLabel;
import dev.icl.data.catalog.Catalog;
import dev.icl.data.catalog.PlacedCase;
import dev.icl.data.catalog.ScanCase;
import dev.icl.data.catalog.Subset;
import dev.icl.data.model.FirstPass;
import dev.icl.data.preprocess.Crop;
import dev.icl.data.preprocess.CropBox;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Reads the training and validation scans of a dataset once for its fingerprint. Test scans are not
 * read, and of label maps only those that are trained with.
 */
public final class FingerprintReader {
  private static final Set<Subset> TRAINED = Set.of(Subset.LABELED, Subset.UNLABELED);

  private final Catalog catalog;
  private final CaseReader reader;
  private final List<ScanShape> shapes = new ArrayList<>();
  private final ClassCounts counts;
  private final ForegroundPool pool;

  private FingerprintReader(Catalog catalog) {
    this.catalog = catalog;
    this.reader = new CaseReader(catalog.rules());
    this.counts = new ClassCounts(catalog.rules().classNames());
    this.pool =
        new ForegroundPool(
            catalog.rules().channels(), Math.max(1, catalog.of(Subset.LABELED).size()));
  }

  /**
   * Reads the scans.
   *
   * @param catalog with parts
   * @param progress told of every scan
   * @throws UserException if one cannot be read, there is none to train on, or label maps without
   *     names of classes hold values that are no numbers of classes
   */
  public static DatasetFingerprint read(Catalog catalog, FirstPass progress) {
    return new FingerprintReader(catalog).read(progress);
  }

  private DatasetFingerprint read(FirstPass progress) {
    List<PlacedCase> cases =
        catalog.cases().stream()
            .filter(c -> TRAINED.contains(c.part()) || c.part() == Subset.VALIDATION)
            .toList();
    int training = (int) cases.stream().filter(c -> TRAINED.contains(c.part())).count();
    if (training == 0) {
      throw new UserException(
          "%s has no scan to train on, so nothing can be planned: name a folder with training scans, or list some in data.split."
              .formatted(catalog.root()));
    }
    AxisOrder order = AxisOrder.FIRST_FASTEST;
    for (int i = 0; i < cases.size(); i++) {
      Scan image = add(cases.get(i));
      order = i == 0 ? image.order() : order;
      progress.read(i + 1, cases.size());
    }
    return new DatasetFingerprint(
        catalog.dataset(),
        catalog.root().toString(),
        counts.names(),
        catalog.rules().channels(),
        order,
        shapes,
        training,
        pool.intensities(),
        counts.frequencies());
  }

  private Scan add(PlacedCase placed) {
    ScanCase scan = placed.scan();
    boolean labelled = placed.part() == Subset.LABELED;
    ImageAndLabel arrays = reader.withClasses(scan, reader.arrays(scan, labelled));
    Scan image = arrays.image();
    List<float[]> channels =
        arrays.channels().stream().map(channel -> channel.floats(image.order())).toList();
    Shape box = box(image, channels);
    shapes.add(
        new ScanShape(
            scan.name(),
            box.toList(),
            image.spacing().map(s -> Arrays.stream(s).boxed().toList()).orElse(List.of()),
            (double) box.numel() / image.shape().numel()));
    if (labelled) {
      arrays
          .label()
          .map(label -> label.inOrder(image.order()).voxels().toBytes())
          .ifPresent(
              labels -> {
                counts.add(labels);
                pool.add(scan.name(), channels, labels);
              });
    }
    return image;
  }

  /** The shape, along the axes of the file, of the box around every voxel with a channel not 0. */
  private static Shape box(Scan image, List<float[]> channels) {
    Shape all = image.order().listedFor(AxisOrder.FIRST_FASTEST, image.shape());
    CropBox box = CropBox.around(all, channels, Crop.NONZERO, 0);
    return AxisOrder.FIRST_FASTEST.listedFor(image.order(), box.shape());
  }
}

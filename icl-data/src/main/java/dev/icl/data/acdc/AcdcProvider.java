package dev.icl.data.acdc;

import dev.icl.core.settings.NoSettings;
import dev.icl.data.DatasetLayout;
import dev.icl.data.catalog.Catalog;
import dev.icl.data.catalog.DatasetDiagnostics;
import dev.icl.data.catalog.ReadingRules;
import dev.icl.data.layout.AcdcArchive;
import dev.icl.data.model.Dataset;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.settings.DataConfig;
import java.nio.file.Path;

/**
 * ACDC as {@code data.name: acdc}, in either of two layouts: the folder of the benchmarks, or the
 * archive of the challenge. The former is read by {@link AcdcDataset} where nothing asks for
 * another split, preprocessing or whole scans, so that published results are repeated.
 */
public final class AcdcProvider implements DatasetLayout<NoSettings> {
  private final AcdcStacks stacks = new AcdcStacks();
  private final AcdcArchive archive = new AcdcArchive();

  @Override
  public String name() {
    return stacks.name();
  }

  @Override
  public String description() {
    return "cardiac MR of the ACDC challenge: the folder that SSL4MIS shares, or the archive";
  }

  @Override
  public NoSettings defaults() {
    return new NoSettings();
  }

  @Override
  public String rootHint() {
    return AcdcDataset.ROOT;
  }

  @Override
  public boolean recognises(Path root) {
    return stacks.recognises(root) || archive.recognises(root);
  }

  @Override
  public Catalog catalog(
      NoSettings settings, DataConfig data, Path root, DatasetDiagnostics findings) {
    return (isArchive(root) ? archive : stacks).catalog(settings, data, root, findings);
  }

  @Override
  public Dataset open(NoSettings settings, DataConfig data, int rank) {
    Path root = root(data);
    return rank == 2
            && data.split().isBlank()
            && data.folds() == 0
            && data.preprocess().isDefault()
            && !isArchive(root)
        ? AcdcDataset.open(root, data.memoryBytes(), data.labelDraw())
        : DatasetLayout.super.open(settings, data, rank);
  }

  @Override
  public ReadingRules inputs(NoSettings settings, DataConfig data, AxisOrder order) {
    return stacks.inputs(settings, data, order);
  }

  private boolean isArchive(Path root) {
    return !stacks.recognises(root) && archive.recognises(root);
  }
}

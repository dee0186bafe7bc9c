package dev.icl.data.phantom;

import dev.icl.core.settings.Rules;
import dev.icl.data.DatasetProvider;
import dev.icl.data.catalog.ReadingRules;
import dev.icl.data.model.Dataset;
import dev.icl.data.preprocess.IntensityRule;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.settings.DataConfig;

/** The phantom as {@code data.name: phantom}. */
public final class PhantomProvider implements DatasetProvider<PhantomSettings> {
  /** The name of the dataset. */
  public static final String NAME = "phantom";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "made-up cardiac scans with the classes of ACDC, drawn from a seed; nothing to download";
  }

  @Override
  public PhantomSettings defaults() {
    return PhantomSettings.defaults();
  }

  @Override
  public Dataset open(PhantomSettings settings, DataConfig data, int rank) {
    return new PhantomDataset(settings, data.labelDraw(), PhantomDifficulty.defaults(), rank);
  }

  @Override
  public ReadingRules inputs(PhantomSettings settings, DataConfig data, AxisOrder order) {
    return ReadingRules.inputs(order).with(IntensityRule.minMax());
  }

  @Override
  public String source() {
    return "data.phantom_* describe";
  }

  @Override
  public void check(PhantomSettings settings, DataConfig data, Rules rules) {
    settings.check(data, rules);
  }
}

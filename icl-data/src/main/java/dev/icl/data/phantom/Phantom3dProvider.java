package dev.icl.data.phantom;

import dev.icl.core.settings.Rules;
import dev.icl.data.DatasetProvider;
import dev.icl.data.catalog.ReadingRules;
import dev.icl.data.model.Dataset;
import dev.icl.data.preprocess.IntensityRule;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.settings.DataConfig;

/** The volumetric phantom as {@code data.name: phantom3d}. */
public final class Phantom3dProvider implements DatasetProvider<Phantom3dSettings> {
  /** The name of the dataset. */
  public static final String NAME = "phantom3d";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "made-up abdominal volumes with liver, kidneys and an artery, drawn from a seed; nothing to download";
  }

  @Override
  public Phantom3dSettings defaults() {
    return Phantom3dSettings.defaults();
  }

  @Override
  public Dataset open(Phantom3dSettings settings, DataConfig data, int rank) {
    return new Phantom3dDataset(settings, data.labelDraw(), rank);
  }

  @Override
  public ReadingRules inputs(Phantom3dSettings settings, DataConfig data, AxisOrder order) {
    return ReadingRules.inputs(order)
        .with(IntensityRule.minMax())
        .withChannels(Phantom3dDataset.channels(settings));
  }

  @Override
  public String source() {
    return "data.phantom_* describe";
  }

  @Override
  public void check(Phantom3dSettings settings, DataConfig data, Rules rules) {
    settings.phantom().check(data, rules);
  }
}

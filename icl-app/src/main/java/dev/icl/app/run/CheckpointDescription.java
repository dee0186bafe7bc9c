package dev.icl.app.run;

import dev.icl.app.checkpoint.DataFacts;
import dev.icl.app.checkpoint.KnownScans;
import dev.icl.app.plan.TrainingPlan;
import dev.icl.core.checkpoint.CheckpointInfo;
import dev.icl.core.checkpoint.Facts;
import dev.icl.core.checkpoint.Provenance;
import dev.icl.core.cost.CostModel;
import dev.icl.core.engine.Engine;
import dev.icl.data.Datasets;
import dev.icl.data.catalog.InputRules;
import dev.icl.data.catalog.LabelRule;
import dev.icl.data.model.DataProvenance;
import dev.icl.data.model.Dataset;
import dev.icl.modules.train.TrainingFacts;
import java.util.List;

/**
 * The description of a training in each of its checkpoints.
 *
 * @param plan of the training
 * @param before what the weights had seen that it started with
 */
record CheckpointDescription(TrainingPlan plan, SeenBefore before) {
  /**
   * As it is at the training's start.
   *
   * @param engine that trains
   * @param yaml the resolved configuration and its history
   */
  CheckpointInfo info(Engine engine, String yaml) {
    return new CheckpointInfo(
        0,
        Double.NaN,
        plan.method().name(),
        plan.method().network().name(),
        yaml,
        plan.config().seed(),
        facts(engine));
  }

  /** Those of the dataset, and the label values and channels of its own files. */
  private InputRules inputRules() {
    return Datasets.inputRules(plan.config().data())
        .with(new LabelRule(plan.dataset().classOfStoredLabel()))
        .withChannels(plan.dataset().channelNames());
  }

  private Facts facts(Engine engine) {
    Dataset dataset = plan.dataset();
    DataProvenance data = dataset.provenance();
    TrainedOn trainedOn = TrainedOn.of(plan).after(before, data.name());
    List<String> selecting = dataset.validationPatients().stream().distinct().toList();
    return DataIdentity.of(dataset, plan.split())
        .noted(Facts.of(Provenance.of(engine.info())))
        .with(TrainingFacts.PARAMETERS, CostModel.parameters(plan.method().variables()))
        .with(DataFacts.CLASS_NAMES, dataset.classNames())
        .with(DataFacts.INPUT_RULES, inputRules())
        .with(DataFacts.DATASET, data.name())
        .with(DataFacts.ROOT, data.root())
        .with(DataFacts.TRAINING_PATIENTS, List.copyOf(trainedOn.patients()))
        .with(DataFacts.SELECTION_PATIENTS, selecting)
        .with(DataFacts.TRAINING_SCANS, trainedOn.prints())
        .with(DataFacts.SELECTION_SCANS, new KnownScans(dataset.validationPrints()))
        .with(DataFacts.TRAINING_SLICES, data.trainingSamples())
        .with(DataFacts.VALIDATION_VOLUMES, data.validationScans());
  }
}

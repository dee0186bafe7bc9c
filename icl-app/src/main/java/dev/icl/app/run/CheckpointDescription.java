package dev.icl.app.run;

import dev.icl.app.plan.TrainingPlan;
import dev.icl.app.predict.ClassNames;
import dev.icl.core.checkpoint.CheckpointInfo;
import dev.icl.core.checkpoint.Provenance;
import dev.icl.core.cost.CostModel;
import dev.icl.core.engine.Engine;
import dev.icl.data.model.DataProvenance;
import dev.icl.data.model.Dataset;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What every checkpoint of a training says of it.
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

  private Map<String, String> facts(Engine engine) {
    Dataset dataset = plan.dataset();
    DataProvenance data = dataset.provenance();
    Map<String, String> facts = new HashMap<>(Provenance.of(engine.info()));
    facts.put(Training.PARAMETERS, Long.toString(CostModel.parameters(plan.method().variables())));
    facts.put(ClassNames.FACT, ClassNames.toFact(dataset.classNames()));
    facts.put(Training.DATA, data.name());
    TrainedOn trainedOn = TrainedOn.of(plan).after(before, data.name());
    facts.put(Training.PATIENTS, String.join("\n", trainedOn.patients()));
    facts.put(
        Selection.PATIENTS,
        dataset.validationPatients().stream().distinct().collect(Collectors.joining("\n")));
    facts.putAll(DataIdentity.of(dataset, plan.split()).facts());
    facts.put(SeenScans.ROOT, data.root());
    facts.put(KnownScans.TRAINING, trainedOn.prints().toFact());
    facts.put(KnownScans.SELECTION, new KnownScans(dataset.validationPrints()).toFact());
    facts.put("data_training_slices", Integer.toString(data.trainingSlices()));
    facts.put("data_validation_volumes", Integer.toString(data.validationVolumes()));
    return facts;
  }
}

package dev.icl.app.run;

import dev.icl.app.config.RunConfig;
import dev.icl.app.plan.Backbone;
import dev.icl.app.predict.AppliedNetwork;
import dev.icl.core.checkpoint.Checkpoint;
import dev.icl.core.cost.CostModel;
import dev.icl.core.engine.Engine;
import dev.icl.data.model.Dataset;
import dev.icl.modules.network.Kept;
import dev.icl.modules.network.Patches;
import dev.icl.modules.network.SegmentationNetwork;

/**
 * A checkpoint that is scored, alone or with others, whose probabilities are then averaged.
 *
 * @param engine holds no variables yet, or those of this network from another checkpoint; no other
 *     checkpoint's
 * @param checkpoint the network's variables
 * @param config of its training
 */
public record ScoredNetwork(Engine engine, Checkpoint checkpoint, RunConfig config) {
  /**
   * Gives the engine the checkpoint's variables.
   *
   * @throws dev.icl.core.error.UserException if the checkpoint is of another network
   */
  AppliedNetwork load(Dataset dataset) {
    SegmentationNetwork kept = Kept.network(backbone(config, dataset), checkpoint.info().facts());
    if (engine.variables().specs().isEmpty()) {
      checkpoint.createIn(engine.variables(), kept.variables());
    } else {
      checkpoint.writeTo(engine.variables(), kept.variables());
    }
    return new AppliedNetwork(engine, kept, config.train().patch());
  }

  /** How many numbers the backbone has. */
  long parameters(Dataset dataset) {
    return CostModel.parameters(backbone(config, dataset).variables());
  }

  static SegmentationNetwork backbone(RunConfig config, Dataset dataset) {
    SegmentationNetwork network = Backbone.of(config, dataset.channels(), dataset.classes());
    Patches.require(network, config.train().patch());
    return network;
  }
}

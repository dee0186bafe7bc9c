package dev.icl.app.config;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The freedom to change a key's value when a training is resumed. */
public enum Freedom {
  /** Any: it decides where something is, or how fast and how often, but not what is learned. */
  FREE,

  /** Any larger number; a smaller one as with {@link #WITH_CONSENT}. */
  UPWARDS,

  /** Any, but the network that results was trained in two ways, which somebody must want. */
  WITH_CONSENT,

  /** None: state or data would not fit, or the training would be another one. */
  FIXED;

  /** The one place that says it of every key; a test holds it complete. */
  private static final Map<String, Freedom> BY_KEY =
      byKey(
          Map.of(
              FREE,
              List.of(
                  "engine",
                  "device",
                  "threads",
                  "session.inter_op_threads",
                  "session.memory_growth",
                  "session.deterministic",
                  // the scans and lists found there must be the same, by their fingerprint
                  "data.root",
                  "data.split",
                  "data.cache",
                  "data.cache_mb",
                  "data.memory_mb",
                  "data.workers",
                  // but for the pre-training that goes on from its best state (PretrainedChoice)
                  "train.validate_every",
                  "train.checkpoint_every",
                  "train.recompute"),
              UPWARDS,
              List.of("train.iterations"),
              WITH_CONSENT,
              List.of(
                  "random",
                  "method.consistency_weight",
                  "method.drop_path",
                  "method.ablation.auxiliary_weight",
                  "method.ablation.pseudo_weight",
                  "method.dice",
                  "method.unsupervised.weight",
                  "method.unsupervised.ramp_up",
                  "method.unsupervised.ema_decay",
                  "method.unsupervised.mix_alpha",
                  "method.copy_paste.pretrain_rate",
                  "method.copy_paste.losses",
                  "method.copy_paste.pretrain",
                  "method.copy_paste.ratio",
                  "method.copy_paste.pseudo_weight",
                  "method.threshold",
                  "method.cut_mix.probability",
                  "method.cut_mix.least",
                  "method.cut_mix.most",
                  "method.cut_mix.ratio",
                  "method.features",
                  "method.longest_turn",
                  "method.second_opinion",
                  "method.map_consistency",
                  "network.dropout",
                  "network.deep_supervision",
                  "network.drop_path",
                  "data.augment",
                  "data.foreground_share",
                  "train.labeled_batch",
                  "train.unlabeled_batch",
                  "train.learning_rate",
                  "train.schedule",
                  "train.power",
                  "train.step_length",
                  "train.warmup",
                  "train.momentum",
                  "train.weight_decay",
                  "train.adamw.beta1",
                  "train.adamw.beta2",
                  "train.adamw.epsilon",
                  "train.clip_norm",
                  // batch statistics are over fewer images
                  "train.accumulate",
                  "train.non_finite",
                  "train.non_finite_limit",
                  "train.precision",
                  // validation applies the network like that, and the best so far was scored
                  "inference.window",
                  "inference.overlap",
                  "inference.stride",
                  "inference.placement",
                  "inference.blend",
                  "inference.average",
                  "inference.flips",
                  "inference.largest_component"),
              FIXED,
              List.of(
                  "seed",
                  "method.name",
                  "method.heads",
                  // the best so far was scored with it
                  "method.unsupervised.keep",
                  "method.copy_paste.start",
                  "method.targets",
                  "method.mixer",
                  "method.mixer_rank",
                  "method.ablation.scales",
                  "network.name",
                  "network.channels",
                  "network.plan",
                  "network.encoder",
                  "network.base_features",
                  "network.features",
                  "network.strides",
                  "network.kernels",
                  "network.blocks",
                  "network.decoder_convolutions",
                  "network.embedding",
                  "network.depths",
                  "network.heads",
                  "network.window",
                  "network.merging",
                  "data.name",
                  "data.labeled",
                  "data.label_draw",
                  "data.validation_patients",
                  "data.test_patients",
                  "data.split_seed",
                  "data.folds",
                  "data.fold",
                  "data.classes",
                  "data.channels",
                  "data.patient_pattern",
                  "data.slice_axis",
                  "data.channel_axis",
                  "data.preprocess.orientation",
                  "data.preprocess.spacing",
                  "data.preprocess.crop",
                  "data.preprocess.crop_margin",
                  "data.preprocess.window",
                  "data.preprocess.percentiles",
                  "data.preprocess.normalize",
                  "data.phantom_patients",
                  "data.phantom_validation",
                  "data.phantom_seed",
                  "data.phantom_size",
                  "data.phantom_channels",
                  "train.patch",
                  "train.optimizer",
                  // what a training began with is what it was
                  "train.from",
                  "train.from_prefixes",
                  "train.from_mismatch")));

  private static Map<String, Freedom> byKey(Map<Freedom, List<String>> keys) {
    Map<String, Freedom> byKey = new HashMap<>();
    keys.forEach(
        (freedom, names) ->
            names.forEach(
                name -> {
                  if (byKey.put(name, freedom) != null) {
                    throw new IllegalStateException(name + " is listed twice");
                  }
                }));
    return Map.copyOf(byKey);
  }

  /** The freedom of every key, such as {@code train.iterations}. */
  static Map<String, Freedom> byKey() {
    return BY_KEY;
  }

  /** The freedom of a change: {@link #FREE}, {@link #WITH_CONSENT} or {@link #FIXED}. */
  static Freedom of(ConfigChange change) {
    Freedom listed = BY_KEY.getOrDefault(change.key(), FIXED);
    if (listed != UPWARDS) {
      return listed;
    }
    boolean up = new BigDecimal(change.now()).compareTo(new BigDecimal(change.was())) > 0;
    return up ? FREE : WITH_CONSENT;
  }
}

package dev.icl.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.engine.EngineHints;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.Numerics;
import dev.icl.core.engine.Precision;
import dev.icl.core.engine.RandomMode;
import dev.icl.core.settings.NamedSettings;
import dev.icl.core.settings.Records;
import dev.icl.modules.method.CopyPasteProvider;
import dev.icl.modules.train.TrainConfig;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests of the defaults of a run: every key, every value. */
class DefaultsTest {
  private static final RunConfig EVERY_KEY = Doors.installed().withEveryKey(RunConfig.defaults());

  private static final String DEFAULTS =
      """
      engine                            pytorch
      device                            auto
      threads                           0
      seed                              1337
      random                            ENGINE

      method.name                       icl
      method.consistency_weight         auto
      method.heads                      []
      method.drop_path                  0.02
      method.mixer                      dense
      method.mixer_rank                 64
      method.ablation.auxiliary_weight  1.0
      method.ablation.pseudo_weight     1.0
      method.ablation.scales            []
      method.dice                       ALL
      method.unsupervised.weight        0.1
      method.unsupervised.ramp_up       1.0
      method.unsupervised.ema_decay     0.99
      method.unsupervised.mix_alpha     0.2
      method.unsupervised.keep          STUDENT
      method.targets                    SOFT
      method.threshold                  0.95
      method.copy_paste.pretrain        0.25
      method.copy_paste.ratio           0.6666666666666666
      method.copy_paste.pseudo_weight   0.5
      method.copy_paste.start           BEST
      method.copy_paste.pretrain_rate   SCHEDULE
      method.copy_paste.losses          ACDC
      method.cut_mix.probability        0.5
      method.cut_mix.least              0.02
      method.cut_mix.most               0.4
      method.cut_mix.ratio              0.3
      method.features                   true
      method.longest_turn               50
      method.second_opinion             false
      method.map_consistency            0.0

      network.name                      unet2d
      network.channels                  [16, 32, 64, 128, 256]
      network.dropout                   [0.05, 0.1, 0.2, 0.3, 0.5]
      network.plan                      AUTO
      network.encoder                   PLAIN
      network.deep_supervision          false
      network.base_features             32
      network.features                  []
      network.strides                   []
      network.kernels                   []
      network.blocks                    []
      network.decoder_convolutions      []
      network.embedding                 96
      network.depths                    [2, 2, 2, 2]
      network.heads                     [3, 6, 12, 24]
      network.window                    7
      network.drop_path                 0.2
      network.merging                   monai

      data.name                         phantom
      data.root                         ''
      data.split                        ''
      data.labeled                      3
      data.label_draw                   0
      data.validation_patients          0
      data.test_patients                0
      data.split_seed                   2023
      data.folds                        0
      data.fold                         0
      data.patient_pattern              ''
      data.slice_axis                   AUTO
      data.channel_axis                 AUTO
      data.preprocess.orientation       ''
      data.preprocess.spacing           []
      data.preprocess.crop              NONE
      data.preprocess.crop_margin       0
      data.preprocess.window            []
      data.preprocess.percentiles       []
      data.preprocess.normalize         AUTO
      data.cache                        ''
      data.cache_mb                     16384
      data.memory_mb                    0
      data.augment                      authors
      data.foreground_share             0.0
      data.workers                      1
      data.phantom_patients             40
      data.phantom_validation           8
      data.phantom_seed                 2023
      data.channels                     []
      data.classes                      []
      data.phantom_size                 [24, 64, 64]
      data.phantom_channels             1

      train.iterations                  30000
      train.labeled_batch               8
      train.unlabeled_batch             8
      train.patch                       [256, 256]
      train.optimizer                   SGD
      train.momentum                    0.9
      train.weight_decay                1.0E-4
      train.adamw.beta1                 0.9
      train.adamw.beta2                 0.999
      train.adamw.epsilon               1.0E-8
      train.learning_rate               0.01
      train.schedule                    POLYNOMIAL
      train.power                       0.9
      train.step_length                 2500
      train.warmup                      0
      train.validate_every              200
      train.checkpoint_every            0
      train.clip_norm                   0.0
      train.non_finite                  STOP
      train.non_finite_limit            10
      train.from                        ''
      train.from_prefixes               []
      train.from_mismatch               REFUSE
      train.accumulate                  1
      train.recompute                   NONE
      train.precision                   FLOAT32

      inference.window                  RESIZE
      inference.overlap                 [0.5]
      inference.stride                  []
      inference.placement               STRIDED
      inference.blend                   GAUSSIAN
      inference.average                 PROBABILITIES
      inference.flips                   false
      inference.largest_component       false

      session.inter_op_threads          0
      session.memory_growth             true
      session.deterministic             false
      """;

  @Test
  void everyKeyHasTheDocumentedDefault() {
    List<String> expected =
        DEFAULTS
            .lines()
            .filter(line -> !line.isBlank())
            .map(line -> line.replaceFirst(" +", " = "))
            .toList();

    assertThat(lines("", EVERY_KEY)).containsExactlyElementsOf(expected);
  }

  @Test
  void enginesStartQuietlyOnTheDeviceOfATraining() {
    assertThat(EngineOptions.defaults())
        .isEqualTo(
            new EngineOptions(
                RunConfig.defaults().device(),
                0,
                RandomMode.ENGINE,
                1337,
                false,
                false,
                new EngineHints(0, true),
                new Numerics(Precision.FLOAT32, false)));
  }

  @Test
  void anotherNameOrPatchChangesNothingElse() {
    NamedSettings copyPaste = EVERY_KEY.method().as(new CopyPasteProvider());
    String train =
        lines("", TrainConfig.defaults().withPatch(List.of(64, 96))).collect(Collectors.joining());

    assertThat(copyPaste.name()).isEqualTo("bcp");
    assertThat(lines("", copyPaste).filter(line -> !line.startsWith("name = ")))
        .containsExactlyInAnyOrderElementsOf(
            lines("", EVERY_KEY.method()).filter(line -> !line.startsWith("name = ")).toList());
    assertThat(train.replace("[64, 96]", "[256, 256]"))
        .isEqualTo(lines("", TrainConfig.defaults()).collect(Collectors.joining()));
  }

  /** {@code key = value} of every key, those below it included. */
  private static Stream<String> lines(String prefix, Record record) {
    Stream<String> used =
        Records.entries(record).stream().flatMap(e -> lines(prefix + e.key(), e.value()));
    Stream<String> unused =
        Records.own(record).stream()
            .flatMap(own -> own.unused().entrySet().stream())
            .flatMap(e -> lines(prefix + e.getKey(), e.getValue()));
    return Stream.concat(used, unused);
  }

  private static Stream<String> lines(String key, Object value) {
    return value instanceof Record nested
        ? lines(key + ".", nested)
        : Stream.of(key + " = " + shown(value));
  }

  private static Object shown(Object value) {
    if (value instanceof OptionalDouble number) {
      return number.isPresent() ? number.getAsDouble() : "auto";
    }
    return value.equals("") ? "''" : value;
  }
}

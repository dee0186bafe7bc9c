package dev.icl.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreedomTest {
  private static final String TABLE =
      """
        engine FREE
        device FREE
        threads FREE
        session.inter_op_threads FREE
        session.memory_growth FREE
        session.deterministic FREE
        data.root FREE
        data.split FREE
        data.cache FREE
        data.cache_mb FREE
        data.memory_mb FREE
        data.workers FREE
        train.validate_every FREE
        train.checkpoint_every FREE
        train.recompute FREE
        train.iterations UPWARDS
        random WITH_CONSENT
        method.consistency_weight WITH_CONSENT
        method.drop_path WITH_CONSENT
        method.ablation.auxiliary_weight WITH_CONSENT
        method.ablation.pseudo_weight WITH_CONSENT
        method.dice WITH_CONSENT
        method.unsupervised.weight WITH_CONSENT
        method.unsupervised.ramp_up WITH_CONSENT
        method.unsupervised.ema_decay WITH_CONSENT
        method.unsupervised.mix_alpha WITH_CONSENT
        method.copy_paste.pretrain WITH_CONSENT
        method.copy_paste.ratio WITH_CONSENT
        method.copy_paste.pseudo_weight WITH_CONSENT
        method.copy_paste.pretrain_rate WITH_CONSENT
        method.copy_paste.losses WITH_CONSENT
        method.threshold WITH_CONSENT
        method.cut_mix.probability WITH_CONSENT
        method.cut_mix.least WITH_CONSENT
        method.cut_mix.most WITH_CONSENT
        method.cut_mix.ratio WITH_CONSENT
        method.features WITH_CONSENT
        method.longest_turn WITH_CONSENT
        method.second_opinion WITH_CONSENT
        method.map_consistency WITH_CONSENT
        network.dropout WITH_CONSENT
        network.deep_supervision WITH_CONSENT
        network.drop_path WITH_CONSENT
        data.augment WITH_CONSENT
        data.foreground_share WITH_CONSENT
        train.labeled_batch WITH_CONSENT
        train.unlabeled_batch WITH_CONSENT
        train.learning_rate WITH_CONSENT
        train.schedule WITH_CONSENT
        train.power WITH_CONSENT
        train.step_length WITH_CONSENT
        train.warmup WITH_CONSENT
        train.momentum WITH_CONSENT
        train.weight_decay WITH_CONSENT
        train.adamw.beta1 WITH_CONSENT
        train.adamw.beta2 WITH_CONSENT
        train.adamw.epsilon WITH_CONSENT
        train.clip_norm WITH_CONSENT
        train.accumulate WITH_CONSENT
        train.non_finite WITH_CONSENT
        train.non_finite_limit WITH_CONSENT
        train.precision WITH_CONSENT
        inference.window WITH_CONSENT
        inference.overlap WITH_CONSENT
        inference.stride WITH_CONSENT
        inference.placement WITH_CONSENT
        inference.blend WITH_CONSENT
        inference.average WITH_CONSENT
        inference.flips WITH_CONSENT
        inference.largest_component WITH_CONSENT
        seed FIXED
        method.name FIXED
        method.heads FIXED
        method.unsupervised.keep FIXED
        method.copy_paste.start FIXED
        method.targets FIXED
        method.mixer FIXED
        method.mixer_rank FIXED
        method.ablation.scales FIXED
        network.name FIXED
        network.channels FIXED
        network.plan FIXED
        network.encoder FIXED
        network.base_features FIXED
        network.features FIXED
        network.strides FIXED
        network.kernels FIXED
        network.blocks FIXED
        network.decoder_convolutions FIXED
        network.embedding FIXED
        network.depths FIXED
        network.heads FIXED
        network.window FIXED
        network.merging FIXED
        data.name FIXED
        data.labeled FIXED
        data.label_draw FIXED
        data.validation_patients FIXED
        data.test_patients FIXED
        data.split_seed FIXED
        data.folds FIXED
        data.fold FIXED
        data.classes FIXED
        data.channels FIXED
        data.patient_pattern FIXED
        data.slice_axis FIXED
        data.channel_axis FIXED
        data.preprocess.orientation FIXED
        data.preprocess.spacing FIXED
        data.preprocess.crop FIXED
        data.preprocess.crop_margin FIXED
        data.preprocess.window FIXED
        data.preprocess.percentiles FIXED
        data.preprocess.normalize FIXED
        data.phantom_patients FIXED
        data.phantom_validation FIXED
        data.phantom_seed FIXED
        data.phantom_size FIXED
        data.phantom_channels FIXED
        train.patch FIXED
        train.optimizer FIXED
        train.from FIXED
        train.from_prefixes FIXED
        train.from_mismatch FIXED
        """;

  /** A new key needs a line here and one in {@link Freedom}: think of what a change would do. */
  @Test
  void ofEveryKeyItIsSaidWhetherItMayChangeWhileATrainingGoesOn() {
    Map<String, Freedom> expected =
        TABLE
            .lines()
            .map(line -> line.split(" "))
            .collect(Collectors.toMap(line -> line[0], line -> Freedom.valueOf(line[1])));

    assertThat(expected.keySet())
        .isEqualTo(
            ConfigChange.allValues(Doors.installed().withEveryKey(RunConfig.defaults())).keySet());
    assertThat(Freedom.byKey()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "seed, 1, 2, FIXED",
    "data.labeled, 3, 7, FIXED",
    "engine, pytorch, tensorflow, FREE",
    "train.iterations, 900, 1000, FREE",
    "train.iterations, 1000, 900, WITH_CONSENT",
    "train.learning_rate, 0.01, 0.001, WITH_CONSENT",
    "inference.largest_component, false, true, WITH_CONSENT",
    "train.optimizer, sgd, adamw, FIXED",
    "a.key.of.tomorrow, 1, 2, FIXED"
  })
  void aChangeIsAsFreeAsItsKey(String key, String was, String now, Freedom expected) {
    assertThat(new ConfigChange(key, was, now).freedom()).isEqualTo(expected);
  }
}

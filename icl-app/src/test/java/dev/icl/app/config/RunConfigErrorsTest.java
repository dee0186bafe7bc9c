package dev.icl.app.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Values out of range, and values that do not go together. */
class RunConfigErrorsTest extends RefusedConfigs {
  @Test
  void optimiserAndScheduleOutOfRange() {
    refused(
        """
        train:
          optimizer: adam
          schedule: step
          iterations: 10
          warmup: 10
          adamw: {beta1: 1, beta2: -0.5, epsilon: 0}
        """,
        """
        6 problems in the configuration:
          run.yaml, line 2, column 14: train.optimizer must be adamw or sgd, but is 'adam'.
          run.yaml, line 3, column 13: train.schedule must be constant or cosine or polynomial or steps, but is 'step'.
          run.yaml, line 6, column 18: train.adamw.beta1 must be at least 0 and below 1, but is 1.0.
          run.yaml, line 6, column 28: train.adamw.beta2 must be at least 0 and below 1, but is -0.5.
          run.yaml, line 6, column 43: train.adamw.epsilon must be above 0 and at most 1, but is 0.0.
          run.yaml, line 5, column 11: train.warmup must be below train.iterations, which is 10, but is 10.
        """);
  }

  /** Such a step cannot even be tried. */
  @Test
  void batchesWithoutLabelledImages() {
    for (String method : List.of("supervised", "mean-teacher", "unimatch", "icl")) {
      refused(
          "method: {name: %s}\ntrain: {labeled_batch: 0}".formatted(method),
          "run.yaml, line 2, column 24: train.labeled_batch must be at least 1 and at most 8192, but is 0.");
    }
  }

  @Test
  void aTeacherThatIsNotThere() {
    for (String method :
        List.of(
            "cps",
            "entropy-minimisation",
            "icl+copy-paste",
            "unimatch",
            "fixmatch",
            "icl+unimatch")) {
      refused(
          "method: {unsupervised: {keep: teacher}, name: %s}".formatted(method),
          "run.yaml, line 1, column 31: method.unsupervised.keep: %s has no teacher that could be kept; set it to student."
              .formatted(method));
    }
  }

  @Test
  void targetsOfOtherMethods() {
    refused(
        "method: {targets: teacher, name: mean-teacher}",
        "run.yaml, line 1, column 19: method.targets must be soft or hard with mean-teacher, but is 'teacher'.");
    refused(
        "method: {targets: soft, name: fixmatch}",
        "run.yaml, line 1, column 19: method.targets must be self or teacher with methods of strong views, but is 'soft'.");
  }

  @Test
  void boxesWhoseSmallestIsLargerThanTheirLargest() {
    refused(
        "method: {cut_mix: {most: 0.1, least: 0.5}, name: unimatch}",
        "run.yaml, line 1, column 26: method.cut_mix.most must be at least method.cut_mix.least, 0.5, but is 0.1.");
  }

  @Test
  void aWarmUpForWhichASelfTrainingIsTooShort() {
    refused(
        """
        method: {name: bcp, copy_paste: {pretrain: 0.9, pretrain_rate: constant}}
        train: {iterations: 40, warmup: 4}
        """,
        "run.yaml, line 2, column 33: train.warmup is 4, but the schedule begins after the"
            + " pre-training (method.copy_paste.pretrain_rate is constant) and has 4 iterations;"
            + " choose fewer.");
  }

  @Test
  void prefixesOfStartingWeights() {
    refused(
        "train: {from: a.safetensors, from_prefixes: [a.=b.=c.]}",
        "run.yaml, line 1, column 45: train.from_prefixes must be prefixes of names, or two of them"
            + " joined by one '=', that of the file first, but is [a.=b.=c.].");
    refused(
        "train: {from_prefixes: [encoder.]}",
        "run.yaml, line 1, column 24: train.from_prefixes must be left out where train.from names no"
            + " file, but is [encoder.].");
  }

  @Test
  void valuesOutOfRangeAreReportedTogether() {
    refused(
        """
        device: tpu
        method: {mixer: thin, drop_path: 1}
        network: {channels: [4, 0], dropout: [0.1]}
        data: {labeled: 41}
        train: {iterations: 0, unlabeled_batch: 0, patch: [64], learning_rate: 0, momentum: -0.1}
        """,
        """
        9 problems in the configuration:
          run.yaml, line 1, column 9: device must be cpu, gpu, gpu:N or auto, but is tpu.
          run.yaml, line 2, column 34: method.drop_path must be at least 0 and below 1, but is 1.0.
          run.yaml, line 2, column 17: method.mixer must be dense, low-rank, axial or none, but is thin.
          run.yaml, line 3, column 21: network.channels must be at least 1 and at most 8192, but is 0.
          run.yaml, line 4, column 17: data.labeled must be at most data.phantom_patients, which is 40, but is 41.
          run.yaml, line 5, column 21: train.iterations must be at least 1, but is 0.
          run.yaml, line 5, column 85: train.momentum must be at least 0 and below 1, but is -0.1.
          run.yaml, line 5, column 72: train.learning_rate must be above 0 and at most 10, but is 0.0.
          run.yaml, line 5, column 51: train.patch must have 2 or 3 sizes, but is [64].
        """);
  }

  @Test
  void valuesThatDoNotGoTogetherAreReportedWithTheOthers() {
    refused(
        """
        method: {heads: [3, 4, 2]}
        data: {name: acds, augment: flips}
        train: {iterations: many, patch: [250, 250], momentum: 2}
        """,
        """
        6 problems in the configuration:
          run.yaml, line 3, column 21: train.iterations must be a whole number, but is 'many'.
          run.yaml, line 3, column 56: train.momentum must be at least 0 and below 1, but is 2.0.
          run.yaml, line 2, column 14: data.name: there is no dataset 'acds'; available: acdc, amos22, brats19, folder, la, nnunet, phantom, phantom3d; did you mean 'acdc', or is the jar of a plugin missing from --class-path?
          run.yaml, line 2, column 29: data.augment: there is no augmentation 'flips'; available: authors, brats, la, amos, rotation, scaling, elastic, intensity, low-resolution, gamma, mirroring, nnunet, none; use one of them.
          run.yaml, line 3, column 34: train.patch: the network unet2d cannot divide [250, 250], every size must be a multiple of 16; use [240, 240] or [256, 256].
          run.yaml, line 1, column 17: method.heads: 3 heads do not divide the 128 channels of feature level 1; use a divisor of 128.
        """);
  }

  @Test
  void headsThatDoNotDivideTheChannels() {
    refused(
        "method: {heads: [3, 4, 2]}",
        "run.yaml, line 1, column 17: method.heads: 3 heads do not divide the 128 channels of"
            + " feature level 1; use a divisor of 128.");
  }

  @Test
  void aNetworkForVolumes() {
    refused(
        "network: {name: vnet}",
        "train.patch: [256, 256] has 2 sizes, but the network vnet takes 3; give one per spatial"
            + " axis.");
  }

  @Test
  void noUnlabeledImagesForAMethodThatLearnsFromThem() {
    refused(
        "train: {unlabeled_batch: 0}",
        "run.yaml, line 1, column 26: train.unlabeled_batch: the method icl learns from unlabelled"
            + " images too, but the batch has none; use at least 1, or set method.name to"
            + " supervised.");
  }

  @Test
  void aValueThatCouldNotBeReadBreaksNoOtherRule() {
    refused(
        "data: {labeled: 50, phantom_patients: sixty}",
        "run.yaml, line 1, column 39: data.phantom_patients must be a whole number, but is 'sixty'.");
  }

  @Test
  void aCheckOfTheCallerIsReportedWithTheOthers() {
    RunConfigReader reader =
        new RunConfigReader(Map.of(), folder)
            .checking(
                config -> {
                  throw new UserException("engine: '" + config.engine() + "' is not here; add it.");
                });

    assertThatThrownBy(
            () -> reader.read(Optional.empty(), List.of("engine=abacus", "train.patch=[250,250]")))
        .isInstanceOf(UserException.class)
        .hasMessage(
            """
            2 problems in the configuration:
              --set train.patch=[250,250]: train.patch: the network unet2d cannot divide [250, 250], every size must be a multiple of 16; use [240, 240] or [256, 256].
              --set engine=abacus: engine: 'abacus' is not here; add it.""");
  }

  @Test
  void aDatasetWithoutAFolder() {
    refused("data: {name: acdc}", "data.root must name the folder of the dataset acdc, but is ''.");
  }

  @Test
  void rulesOfKeysThatAnotherDatasetHas() {
    refused(
        "data: {classes: [a]}",
        "run.yaml, line 1, column 17: data.classes must name 2 to 256 classes, the background"
            + " first, but is [a].");
    refused(
        "",
        "--set data.classes=[a, a]: data.classes must be names, each of them once, but is [a, a].",
        "data.classes=[a, a]");
  }

  @Test
  void aValueOutOfItsRangeIsNotComparedWithOthers() {
    refused(
        "train: {iterations: 0, warmup: 5}",
        "run.yaml, line 1, column 21: train.iterations must be at least 1, but is 0.");
  }
}

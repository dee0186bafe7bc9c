package dev.icl.modules.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.batch.BatchShape;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.VariableKind;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.error.UserException;
import dev.icl.core.optim.Sgd;
import dev.icl.core.settings.NamedSettings;
import dev.icl.modules.network.ImageSpec;
import dev.icl.modules.network.SegmentationNetwork;
import dev.icl.modules.network.UNet2dProvider;
import dev.icl.modules.network.UNet2dSettings;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MethodsTest {
  private static final List<Integer> PATCH = List.of(64, 96);

  private final SegmentationNetwork network =
      new UNet2dProvider()
          .create(UNet2dSettings.defaults(), new ImageSpec(1, 4, List.of(256, 256)));

  @ParameterizedTest
  @CsvSource({
    "icl, 1",
    "supervised, 2",
    "supervised-mean, 1",
    "mean-teacher, 1",
    "cps, 2",
    "bcp, 2",
    "of-somebody-else, 1"
  })
  void aNameTellsWhichOfItsMeaningsThisReleaseHas(String name, int revision) {
    assertThat(Methods.revision(name)).isEqualTo(revision);
  }

  @Test
  void theSupervisedBaselineTrainsTheBackboneAlone() {
    Method method = create(named("supervised"), PATCH);

    assertThat(method.revision()).isEqualTo(2);
    assertThat(method.usesUnlabeled()).isFalse();
    assertThat(method.variables()).hasSameSizeAs(network.variables());
  }

  @Test
  void baselinesSeeAsManyImagesAsTheMethodsBesideThem() {
    BatchShape batch = new BatchShape(8, 6, PATCH);
    for (String name : List.of("supervised", "supervised-mean")) {
      assertThat(create(named(name), PATCH).stepImages(batch)).isEqualTo(new StepImages(14, 0));
    }
    for (String name : List.of("icl", "mean-teacher", "cps", "bcp")) {
      assertThat(create(named(name), PATCH).stepImages(batch)).isEqualTo(new StepImages(8, 6));
    }
    assertThat(new StepImages(8, 6).total()).isEqualTo(14);
  }

  @Test
  void aLossThatIsLeftOutOfIclAddsNoLabelledImages() {
    NamedSettings labelled =
        NamedSettings.of(
            new IclProvider(),
            new IclSettings(
                0, List.of(8, 4, 2), 0.02, "dense", 64, new AblationConfig(1, 0, List.of())));

    assertThat(create(labelled, PATCH).stepImages(new BatchShape(8, 6, PATCH)))
        .isEqualTo(new StepImages(8, 0));
  }

  @Test
  void patchesNeedNotBeSquare() {
    Method method = create(named("icl"), PATCH);

    assertThat(method.variables())
        .filteredOn(spec -> spec.name().equals("sspa.class_decoders.0.norm3.weight"))
        .singleElement()
        .satisfies(spec -> assertThat(spec.shape().numel()).isEqualTo(8 * 12));
  }

  @Test
  void everyNameMakesItsMethod() {
    for (String name : Methods.names()) {
      Method method = create(named(name), PATCH);

      assertThat(method.name()).isEqualTo(name);
      assertThat(method.variables().subList(0, network.variables().size()))
          .extracting(VariableSpec::name)
          .isEqualTo(network.variables().stream().map(VariableSpec::name).toList());
      assertThat(method.variables()).extracting(VariableSpec::name).doesNotHaveDuplicates();
    }
  }

  @Test
  void everyTeacherIsACopyThatStartsWithGivenWeights() {
    UniMatchSettings match = UniMatchSettings.defaults();
    StrongConfig strong =
        new StrongConfig(match.strong().labels(), Targets.TEACHER, match.strong().cutMix());
    NamedSettings taught =
        NamedSettings.of(
            new UniMatchProvider(),
            new UniMatchSettings(match.supervised(), match.unsupervised(), strong, true));
    List<NamedSettings> all =
        Stream.concat(Methods.names().stream().map(MethodsTest::named), Stream.of(taught)).toList();
    for (NamedSettings settings : all) {
      Method method = create(settings, PATCH);

      assertThat(method.copies())
          .as(settings.name())
          .containsExactlyElementsOf(prefixesOfBuffersLikeWeights(method));
    }
  }

  /** The prefixes of {@code encoder.in_conv…weight} among buffers, which no gradient moves. */
  private List<String> prefixesOfBuffersLikeWeights(Method method) {
    String weight = network.variables().get(0).name();
    return method.variables().stream()
        .filter(spec -> spec.kind() == VariableKind.BUFFER && spec.name().endsWith("." + weight))
        .map(spec -> spec.name().substring(0, spec.name().length() - weight.length()))
        .toList();
  }

  @Test
  void everyStepHasACostAndALearnedObjective() {
    for (String name : Methods.names()) {
      Method method = create(named(name), List.of(32, 32));
      long flops =
          method
              .trace(RequestedBatch.of(method, 2, 32))
              .flops(Compilation.training(Method.OBJECTIVE, new Sgd(0.9, 1e-4)));

      // two images forward through the U-Net take 0.1 GFLOP
      assertThat(flops).as(name).isBetween(100_000_000L, 100_000_000_000L);
    }
  }

  @Test
  void copyPasteWantsHalvesThatFit() {
    assertThatThrownBy(() -> create(named("bcp"), PATCH, 8, 6))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "train.labeled_batch: bcp pastes half of the images into the other half, so"
                + " train.labeled_batch and train.unlabeled_batch must be one even number, but they"
                + " are 8 and 6.");
    assertThatThrownBy(() -> create(named("bcp"), PATCH, 3, 3)).hasMessageContaining("3 and 3");
    assertThatThrownBy(() -> create(named("icl+copy-paste"), PATCH, 8, 6))
        .hasMessageContaining("8 and 6");
  }

  @Test
  void interpolationWantsAnEvenNumberOfUnlabelledImages() {
    assertThatThrownBy(() -> create(named("ict"), PATCH, 8, 5))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "train.unlabeled_batch: ict mixes half of the unlabelled images with the other half, so"
                + " it must be even, but it is 5.");
  }

  @Test
  void aTeacherHasNothingToAddToAnIclWithoutUnlabelledImages() {
    NamedSettings labelled =
        NamedSettings.of(
            new IclMeanTeacherProvider(),
            new IclMeanTeacherSettings(
                new IclSettings(
                    0, List.of(8, 4, 2), 0.02, "dense", 64, new AblationConfig(1, 0, List.of())),
                UnsupervisedConfig.defaults()));

    refused(
        labelled,
        "method.name: icl+mean-teacher adds to ICL's losses of unlabelled images, but"
            + " method.consistency_weight and method.ablation.pseudo_weight are both 0; give one"
            + " of them a weight, or use a method without ICL.");
  }

  @Test
  void anUnknownMethodIsRefusedWithTheNearestKnown() {
    refused(
        named("icll"),
        "method.name: there is no method 'icll'; available: icl, supervised, supervised-mean,"
            + " mean-teacher, ua-mt, cps, entropy-minimisation, ict, bcp, unimatch, fixmatch, ad-mt, icl+mean-teacher, icl+copy-paste, icl+unimatch; did"
            + " you mean 'icl', or is the jar of a plugin missing from --class-path?");
  }

  @Test
  void anUnknownMixerIsRefusedWithTheNearestKnown() {
    refused(
        NamedSettings.of(
            new IclProvider(), new IclSettings(50, List.of(8, 4, 2), 0.02, "lowrank", 64)),
        "method.mixer: there is no attention-map mixer 'lowrank'; available: dense, low-rank, axial, none;"
            + " did you mean 'low-rank'?");
  }

  @Test
  void headsThatDoNotDivideTheChannelsAreRefused() {
    refused(
        NamedSettings.of(
            new IclProvider(), new IclSettings(50, List.of(8, 3, 2), 0.02, "dense", 64)),
        "method.heads: 3 heads do not divide the 64 channels of feature level 2;"
            + " use a divisor of 64.");
  }

  @Test
  void asManyHeadsAsFeatureLevelsAreAskedFor() {
    refused(
        NamedSettings.of(new IclProvider(), new IclSettings(50, List.of(8, 4), 0.02, "dense", 64)),
        "method.heads: [8, 4] has 2 entries, but the network offers 3 feature levels;"
            + " give one per level, deep to shallow.");
  }

  @Test
  void aDropPathOfOneIsRefused() {
    refused(
        NamedSettings.of(new IclProvider(), new IclSettings(50, List.of(8, 4, 2), 1, "dense", 64)),
        "method.drop_path: 1.0 is not a rate; use 0 or more and less than 1.");
  }

  @Test
  void aPatchThatMakesAWeightTooLargeIsRefused() {
    assertThatThrownBy(() -> create(named("icl"), List.of(320, 320)))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "train.patch: at [320, 320] the weight 'sspa.class_decoders.2.mlp2.fc1.weight' is"
                + " [25600, 25600], which takes 2 GiB or more; use a smaller patch, or set"
                + " method.mixer to axial or low-rank.");
  }

  @Test
  void theLowRankMixerTakesLargePatches() {
    NamedSettings lowRank =
        NamedSettings.of(
            new IclProvider(), new IclSettings(50, List.of(8, 4, 2), 0.02, "low-rank", 64));

    assertThat(create(lowRank, List.of(512, 512)).name()).isEqualTo("icl");
  }

  private void refused(NamedSettings config, String sentence) {
    assertThatThrownBy(() -> create(config, PATCH))
        .isInstanceOf(UserException.class)
        .hasMessage(sentence);
  }

  private Method create(NamedSettings config, List<Integer> patch) {
    return create(config, patch, 8, 8);
  }

  private Method create(NamedSettings config, List<Integer> patch, int labeled, int unlabeled) {
    return Methods.create(
        config,
        new MethodContext(
            network, 100, new BatchShape(labeled, unlabeled, patch), (labels, sizes, n) -> labels));
  }

  private static NamedSettings named(String name) {
    return Methods.installed()
        .find(name)
        .map(found -> NamedSettings.of(found))
        .orElseGet(() -> new NamedSettings(name, NamedSettings.of(new IclProvider()).own()));
  }
}

package dev.icl.modules.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.batch.Batch;
import dev.icl.core.engine.Compilation;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Losses, gradients, ramps, teachers and masks against what the published programs (SSL4MIS, BCP)
 * give on the same numbers, in double precision.
 */
class PublishedNumbersTest extends PublishedNumbers {
  /** A plane of the left atria which the pasted box cuts. */
  private static final int PLANE = 5;

  @Test
  void crossPseudoSupervision() {
    StoredLogits network =
        new StoredLogits(4).with("logits", shape("cps2d/in/logits1")).pass("logits");
    Method method = new CrossPseudoSupervision(network, FROM_THE_START, ITERATIONS);
    create(method.variables());
    write("logits", floats("cps2d/in/logits1"));
    write("second.logits", floats("cps2d/in/logits2"));
    Map<String, HostTensor> inputs = new HashMap<>();
    inputs.put(Batch.IMAGE_LABELED, zeros(2, 1, 7, 6));
    inputs.put(Batch.IMAGE_UNLABELED, zeros(2, 1, 7, 6));
    inputs.put(Batch.LABEL_LABELED, labels("cps2d/in/label"));
    inputs.put(RampUp.WEIGHT, HostTensor.scalar(value("cps2d/weight")));

    Map<String, HostTensor> found = gradients(method.trainingProgram(), inputs);

    same(found.get("loss"), value("cps2d/total"));
    same(found.get("pse"), value("cps2d/pseudo_supervision1") + value("cps2d/pseudo_supervision2"));
    assertThat((found.get("ce").item() + found.get("dice").item()) / 2)
        .isCloseTo(value("cps2d/sup1"), within(2e-6));
    assertThat((found.get("ce2").item() + found.get("dice2").item()) / 2)
        .isCloseTo(value("cps2d/sup2"), within(2e-6));
    same(found.get("grad/logits"), values("cps2d/grad_logits1"));
    same(found.get("grad/second.logits"), values("cps2d/grad_logits2"));
  }

  @Test
  void entropyMinimisation() {
    create(new StoredLogits(4).with("logits", shape("entropy2d/in/logits")).variables());
    write("logits", floats("entropy2d/in/logits"));

    Map<String, HostTensor> found =
        gradients(
            (scope, in) ->
                Map.of(
                    "loss", EntropyMinimisation.entropy(scope.ops(), scope.variable("logits")),
                    "map",
                        Entropy.of(scope.ops(), scope.ops().softmax(scope.variable("logits"), 1))),
            Map.of());

    same(found.get("loss"), value("entropy2d/entropy_loss"));
    same(found.get("map"), values("entropy2d/entropy_map"));
    same(found.get("grad/logits"), values("entropy2d/grad_logits"));
  }

  @Test
  void interpolationConsistency() {
    Shape mixed = shape("ict2d/in/student_logits");
    StoredLogits network =
        new StoredLogits(4)
            .with("first", mixed)
            .with("last", mixed)
            .with("student", mixed.with(0, 3))
            .pass("first")
            .pass("last")
            .pass("student", "seen", Shape.of(3, 1, 7, 6));
    Method method = new InterpolationConsistency(network, FROM_THE_START, ITERATIONS);
    create(method.variables());
    write("teacher.first", floats("ict2d/in/teacher_logits0"));
    write("teacher.last", floats("ict2d/in/teacher_logits1"));
    double[] student = values("ict2d/in/student_logits");
    int labelled = 4 * 7 * 6;
    write(
        "student",
        HostTensor.fill(
            DType.F32, mixed.with(0, 3), i -> i < labelled ? 0 : student[(int) i - labelled]));
    Map<String, HostTensor> inputs = new HashMap<>();
    inputs.put(Batch.IMAGE_LABELED, zeros(1, 1, 7, 6));
    inputs.put(Batch.LABEL_LABELED, HostTensor.zeros(DType.I64, Shape.of(1, 7, 6)));
    inputs.put(Batch.IMAGE_UNLABELED, images("ict2d/in/image0", "ict2d/in/image1"));
    inputs.put(MixFactors.NAME, floats("ict2d/in/factors"));
    inputs.put(Teacher.DECAY, HostTensor.scalar(1));
    inputs.put(RampUp.WEIGHT, HostTensor.scalar(1));

    Map<String, HostTensor> found = gradients(method.trainingProgram(), inputs);
    run(method.trainingProgram(), Compilation.forward(), inputs);

    same(found.get("consis"), value("ict2d/consistency_loss"));
    assertThat(rows(found.get("grad/student"), 1))
        .containsExactly(values("ict2d/grad_student"), within(2e-6));
    assertThat(rows(engine.variables().read("seen"), 1))
        .containsExactly(values("ict2d/mixed_image"), within(2e-6));
  }

  @Test
  void uncertaintyAwareMeanTeacher() {
    Shape two = shape("uamt2d/in/student_logits");
    StoredLogits network =
        new StoredLogits(4)
            .with("target", two)
            .with("passes", shape("uamt2d/in/mc_logits"))
            .with("student", two.with(0, 3))
            .pass("target")
            .pass("passes", 0, 4)
            .pass("passes", 4, 4)
            .pass("passes", 8, 4)
            .pass("passes", 12, 4)
            .pass("student");
    UncertaintyAwareMeanTeacher method =
        new UncertaintyAwareMeanTeacher(network, FROM_THE_START, ITERATIONS);
    create(method.variables());
    write("teacher.target", floats("uamt2d/in/ema_logits"));
    write("teacher.passes", floats("uamt2d/in/mc_logits"));
    double[] student = values("uamt2d/in/student_logits");
    int labelled = 4 * 9 * 8;
    write(
        "student",
        HostTensor.fill(
            DType.F32, two.with(0, 3), i -> i < labelled ? 0 : student[(int) i - labelled]));
    Map<String, HostTensor> inputs = new HashMap<>();
    inputs.put(Batch.IMAGE_LABELED, zeros(1, 1, 9, 8));
    inputs.put(Batch.LABEL_LABELED, HostTensor.zeros(DType.I64, Shape.of(1, 9, 8)));
    inputs.put(Batch.IMAGE_UNLABELED, zeros(2, 1, 9, 8));
    inputs.put("teacher_noise", zeros(18, 1, 9, 8));
    inputs.put(Teacher.DECAY, HostTensor.scalar(1));
    inputs.put(RampUp.WEIGHT, HostTensor.scalar(1));
    double[] iterations = values("uamt2d/iters");
    for (int i = 0; i < iterations.length; i++) {
      int iteration = (int) iterations[i];
      double threshold = method.thresholdAt(iteration);
      assertThat(threshold).isCloseTo(values("uamt2d/threshold")[i], within(1e-12));
      inputs.put(UncertaintyAwareMeanTeacher.THRESHOLD, HostTensor.scalar(threshold));

      Map<String, HostTensor> found = gradients(method.trainingProgram(), inputs);

      same(found.get("consis"), values("uamt2d/consistency_loss")[i]);
      if (iteration == 3000) {
        assertThat(rows(found.get("grad/student"), 1))
            .containsExactly(values("uamt2d/grad_student_at_iter_3000"), within(2e-6));
      }
    }
    inputs.put(UncertaintyAwareMeanTeacher.THRESHOLD, HostTensor.scalar(0));
    same(
        gradients(method.trainingProgram(), inputs).get("consis"),
        value("uamt2d/consistency_loss_empty_mask"));
  }

  @Test
  void bidirectionalCopyPaste() {
    Shape scores = shape("bcp2d/in/out_unl");
    Shape seen = Shape.of(2, 1, 12, 15);
    StoredLogits network =
        new StoredLogits(4)
            .with("inward", scores)
            .with("outward", scores)
            .pass("inward", "seen_inward", seen)
            .pass("outward", "seen_outward", seen);
    Method method =
        new BidirectionalCopyPaste(
            network,
            CopyPasteConfig.defaults(),
            UnsupervisedConfig.defaults(),
            8,
            (map, sizes, classes) -> map.clone());
    create(method.variables());
    write("inward", floats("bcp2d/in/out_unl"));
    write("outward", floats("bcp2d/in/out_l"));
    Map<String, HostTensor> inputs = new HashMap<>();
    inputs.put(Batch.IMAGE_LABELED, images("bcp2d/in/img_a", "bcp2d/in/img_b"));
    inputs.put(Batch.LABEL_LABELED, labels("bcp2d/in/lab_a", "bcp2d/in/lab_b"));
    inputs.put(Batch.IMAGE_UNLABELED, images("bcp2d/in/uimg_a", "bcp2d/in/uimg_b"));
    inputs.put(BidirectionalCopyPaste.PSEUDO_LABELS, labels("bcp2d/plab_a", "bcp2d/plab_b"));
    inputs.put(PasteMask.NAME, tensor(DType.F32, Shape.of(1, 1, 12, 15), values("bcp2d/img_mask")));

    Map<String, HostTensor> found = gradients(method.trainingProgram(), inputs);
    run(method.trainingProgram(), Compilation.forward(), inputs);

    same(found.get("loss"), value("bcp2d/loss"));
    same(found.get("dice"), value("bcp2d/unl_dice") + value("bcp2d/l_dice"));
    same(found.get("ce"), value("bcp2d/unl_ce") + value("bcp2d/l_ce"));
    same(found.get("grad/inward"), values("bcp2d/grad_out_unl"));
    same(found.get("grad/outward"), values("bcp2d/grad_out_l"));
    same(engine.variables().read("seen_inward"), values("bcp2d/net_input_unl"));
    same(engine.variables().read("seen_outward"), values("bcp2d/net_input_l"));
  }

  /**
   * Their numbers are of a labelled image with a box first, ours of one that has a labelled box.
   */
  @Test
  void bidirectionalCopyPasteOfLeftAtria() {
    Shape scores = shape("bcp3d/in/outputs_l");
    StoredLogits network =
        new StoredLogits(2)
            .withPlane("inward", scores, PLANE)
            .withPlane("outward", scores, PLANE)
            .pass("inward")
            .pass("outward");
    CopyPasteConfig config =
        new CopyPasteConfig(
            0.25,
            2.0 / 3,
            0.5,
            PretrainedStart.BEST_NETWORK,
            PretrainRate.CONSTANT,
            CopyPasteLosses.LA);
    Method method =
        new BidirectionalCopyPaste(
            network,
            config,
            UnsupervisedConfig.defaults(),
            8,
            (map, sizes, classes) -> map.clone());
    create(method.variables());
    writeAroundPlane("inward", "bcp3d/in/outputs_u");
    writeAroundPlane("outward", "bcp3d/in/outputs_l");
    Map<String, HostTensor> inputs = new HashMap<>();
    inputs.put(Batch.IMAGE_LABELED, zeros(4, 1, 12, 10, 9));
    inputs.put(Batch.LABEL_LABELED, labels("bcp3d/in/lab_b", "bcp3d/in/lab_a"));
    inputs.put(Batch.IMAGE_UNLABELED, zeros(4, 1, 12, 10, 9));
    inputs.put(BidirectionalCopyPaste.PSEUDO_LABELS, labels("bcp3d/plab_b", "bcp3d/plab_a"));
    inputs.put(
        PasteMask.NAME, tensor(DType.F32, Shape.of(1, 1, 12, 10, 9), values("bcp3d/img_mask")));

    Map<String, HostTensor> found = gradients(method.trainingProgram(), inputs);

    same(found.get("loss"), value("bcp3d/loss"));
    same(found.get("grad/outward"), planes("bcp3d/grad_outputs_l", PLANE, 1).toDoubles());
    same(found.get("grad/inward"), planes("bcp3d/grad_outputs_u", PLANE, 1).toDoubles());
  }

  private void writeAroundPlane(String variable, String name) {
    int behind = PLANE + 1;
    write(variable + StoredLogits.BEFORE, planes(name, 0, PLANE));
    write(variable, planes(name, PLANE, 1));
    write(variable + StoredLogits.BEHIND, planes(name, behind, shape(name).dim(2) - behind));
  }

  /** Some planes along the first spatial axis. */
  private static HostTensor planes(String name, int first, int count) {
    Shape all = shape(name);
    double[] values = values(name);
    int plane = all.dim(3) * all.dim(4);
    int part = count * plane;
    return HostTensor.fill(
        DType.F32,
        all.with(2, count),
        i -> values[(int) (i / part * all.dim(2) * plane + first * plane + i % part)]);
  }

  @Test
  void wholeImagesOfLeftAtria() {
    Map<String, HostTensor> inputs = new HashMap<>();
    inputs.put("scores", floats("bcp3d/in/outputs_l"));
    inputs.put("labels", labels("bcp3d/in/lab_a"));

    Map<String, HostTensor> found =
        run(
            (scope, in) -> {
              MixedLosses losses =
                  MixedLosses.ofWhole(scope.ops(), in.get("scores"), in.get("labels"));
              return Map.of("loss", losses.mean(scope.ops()));
            },
            Compilation.inference(),
            inputs);

    same(found.get("loss"), value("bcp3d/sup_loss"));
  }

  private static HostTensor images(String... names) {
    Shape one = shape(names[0]);
    return tensor(DType.F32, one.with(0, one.dim(0) * names.length), joined(names));
  }

  private static double[] rows(HostTensor tensor, int first) {
    double[] all = tensor.toDoubles();
    return Arrays.copyOfRange(all, all.length / tensor.shape().dim(0) * first, all.length);
  }
}

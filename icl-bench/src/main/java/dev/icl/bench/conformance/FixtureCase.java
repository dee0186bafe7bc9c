package dev.icl.bench.conformance;

import dev.icl.core.batch.Batch;
import dev.icl.core.engine.VariableKind;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.engine.Variables;
import dev.icl.core.error.UserException;
import dev.icl.core.optim.PolynomialSchedule;
import dev.icl.core.optim.Sgd;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.modules.method.Icl;
import dev.icl.modules.method.IclSettings;
import dev.icl.modules.method.Methods;
import dev.icl.modules.network.ImageSpec;
import dev.icl.modules.network.SegmentationNetwork;
import dev.icl.modules.network.UNet2dProvider;
import dev.icl.modules.network.UNet2dSettings;
import dev.icl.modules.proxy.AttentionMapMixers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The training that a fixture describes, with every dropout and stochastic depth at 0. Sizes come
 * from the shapes of its tensors, settings from its metadata.
 *
 * @param method ICL on the fixture's network
 * @param config the configuration that the method was built with
 * @param batch the images and labels of every step
 * @param optimizer as the authors' script sets it
 * @param rates the learning rate of every step of the trajectory
 */
record FixtureCase(
    Icl method,
    IclSettings config,
    Map<String, HostTensor> batch,
    Sgd optimizer,
    List<Double> rates) {
  private static final int TRAJECTORY = 10;

  /**
   * Builds the network and the method.
   *
   * @throws UserException if the fixture is incomplete, or of a network that is not there
   */
  static FixtureCase of(Fixture fixture) {
    Shape labeled = input(fixture, "in/x_lab");
    Shape unlabeled = input(fixture, "in/x_unlab");
    requireTwoDimensions(fixture, labeled);
    if (unlabeled.rank() != 4 || !unlabeled.slice(1, 4).equals(labeled.slice(1, 4))) {
      throw new UserException(
          "%s: 'in/x_unlab' has shape %s, which does not go with %s of 'in/x_lab'; make the fixture anew."
              .formatted(fixture.path(), unlabeled, labeled));
    }
    Shape expected = Shape.of(labeled.dim(0)).append(labeled.spatial().toArray());
    if (!input(fixture, "in/label").equals(expected)) {
      throw new UserException(
          "%s: 'in/label' should have shape %s, but has %s."
              .formatted(fixture.path(), expected, input(fixture, "in/label")));
    }
    List<Integer> channels = channels(fixture);
    int classes = width(fixture, "decoder.out_conv.weight");
    List<Integer> patch = List.of(labeled.dim(2), labeled.dim(3));
    SegmentationNetwork network =
        new UNet2dProvider()
            .create(
                new UNet2dSettings(channels, Collections.nCopies(channels.size(), 0.0)),
                new ImageSpec(labeled.dim(1), classes, patch));
    if (patch.stream().anyMatch(size -> size % network.divisor() != 0)) {
      throw new UserException(
          "%s: the images of 'in/x_lab' are %s, but the network needs multiples of %d; make the fixture anew."
              .formatted(fixture.path(), labeled.spatial(), network.divisor()));
    }
    IclSettings config = settings(fixture, channels.size() - 2);
    Icl method = Methods.icl(config, network, patch);
    requireSameVariables(fixture, method.variables());
    requireClasses(fixture, classes);
    return new FixtureCase(
        method,
        config,
        Map.of(
            Batch.IMAGE_LABELED, fixture.tensor("in/x_lab", DType.F32),
            Batch.IMAGE_UNLABELED, fixture.tensor("in/x_unlab", DType.F32),
            Batch.LABEL_LABELED, fixture.tensor("in/label", DType.I64)),
        new Sgd(fixture.number("momentum", 0.9), fixture.number("weight_decay", 1e-4)),
        rates(fixture));
  }

  /** Gives every variable the fixture's value, making those that are not there yet. */
  void load(Fixture fixture, Variables variables) {
    for (VariableSpec spec : method.variables()) {
      HostTensor value =
          fixture.containsParameter(spec.name())
              ? fixture.parameter(spec.name(), spec.dtype())
              : HostTensor.zeros(spec.dtype(), spec.shape());
      if (variables.contains(spec.name())) {
        variables.write(spec.name(), value);
      } else {
        variables.create(spec, value);
      }
    }
  }

  private static Shape input(Fixture fixture, String name) {
    if (!fixture.contains(name)) {
      throw new UserException(
          "%s is not a fixture of a training step: it holds no tensor '%s'; name another."
              .formatted(fixture.path(), name));
    }
    Shape shape = fixture.shape(name);
    if (shape.numel() == 0) {
      throw new UserException(
          "%s: '%s' is empty, its shape is %s; make the fixture anew."
              .formatted(fixture.path(), name, shape));
    }
    return shape;
  }

  private static void requireTwoDimensions(Fixture fixture, Shape images) {
    if (images.rank() == 5 || fixture.text("ndim", "2").equals("3")) {
      throw new UserException(
          "%s is a case of the 3-D network 'unet3d', which this release does not have; name a 2-D"
                  .formatted(fixture.path())
              + " fixture.");
    }
    if (images.rank() != 4) {
      throw new UserException(
          "%s: 'in/x_lab' should have shape [N, C, H, W], but has %s."
              .formatted(fixture.path(), images));
    }
  }

  private static List<Integer> channels(Fixture fixture) {
    List<Integer> channels = new ArrayList<>();
    channels.add(width(fixture, "encoder.in_conv.conv_conv.0.weight"));
    while (fixture.containsParameter(down(channels.size()))) {
      channels.add(width(fixture, down(channels.size())));
    }
    if (channels.size() < 3) {
      throw new UserException(
          "%s is not a complete fixture: it holds no parameter '%s'; make it anew."
              .formatted(fixture.path(), down(channels.size())));
    }
    return channels;
  }

  private static String down(int level) {
    return "encoder.down" + level + ".maxpool_conv.1.conv_conv.0.weight";
  }

  private static IclSettings settings(Fixture fixture, int scales) {
    List<Integer> heads = new ArrayList<>();
    for (int i = 0; i < scales; i++) {
      heads.add(width(fixture, "sspa.attn_convs0." + i + ".block.depthwise.weight"));
    }
    String mixer = "sspa.class_decoders.0.mlp2.fc1.weight";
    int hidden = width(fixture, mixer);
    boolean dense = hidden == fixture.parameterShape(mixer).dim(-1);
    return new IclSettings(
        fixture.number("consistency_weight"),
        heads,
        0,
        dense ? AttentionMapMixers.DENSE : AttentionMapMixers.LOW_RANK,
        hidden);
  }

  /** The size of a parameter's first axis. */
  private static int width(Fixture fixture, String parameter) {
    if (!fixture.containsParameter(parameter)) {
      throw new UserException(
          "%s is not a fixture of ICL on the 2-D U-Net: it holds no parameter '%s'; name another."
              .formatted(fixture.path(), parameter));
    }
    Shape shape = fixture.parameterShape(parameter);
    if (shape.rank() == 0 || shape.dim(0) == 0) {
      throw new UserException(
          "%s: parameter '%s' has the shape %s, which no layer has; make the fixture anew."
              .formatted(fixture.path(), parameter, shape));
    }
    return shape.dim(0);
  }

  private static void requireClasses(Fixture fixture, int classes) {
    HostTensor labels = fixture.tensor("in/label", DType.I64);
    for (int i = 0; i < labels.size(); i++) {
      if (labels.get(i) < 0 || labels.get(i) >= classes) {
        throw new UserException(
            "%s: 'in/label' holds the class %d, but the network has the classes 0 to %d; make the fixture anew."
                .formatted(fixture.path(), (long) labels.get(i), classes - 1));
      }
    }
  }

  private static void requireSameVariables(Fixture fixture, List<VariableSpec> variables) {
    Set<String> unused = new TreeSet<>(fixture.parameters());
    for (VariableSpec spec : variables) {
      boolean counter = spec.kind() == VariableKind.BUFFER && !spec.dtype().isFloating();
      if (!unused.remove(spec.name())) {
        if (counter) {
          continue;
        }
        throw new UserException(
            "%s is not a complete fixture: it holds no parameter '%s' of shape %s; make it anew."
                .formatted(fixture.path(), spec.name(), spec.shape()));
      }
      Shape found = fixture.parameterShape(spec.name());
      if (!found.equals(spec.shape())) {
        throw new UserException(
            "%s: parameter '%s' has shape %s, but the network its other tensors describe needs %s; make the fixture anew."
                .formatted(fixture.path(), spec.name(), found, spec.shape()));
      }
    }
    if (!unused.isEmpty()) {
      throw new UserException(
          "%s holds the parameter '%s', which the network its other tensors describe does not have; make the fixture anew."
              .formatted(fixture.path(), unused.iterator().next()));
    }
  }

  private static List<Double> rates(Fixture fixture) {
    List<Double> rates = new ArrayList<>();
    if (fixture.contains("traj/lr")) {
      for (double rate : fixture.tensor("traj/lr", DType.F64).toDoubles()) {
        rates.add(rate);
      }
      return rates;
    }
    PolynomialSchedule schedule =
        new PolynomialSchedule(
            fixture.number("base_lr", 0.01),
            (int) fixture.number("max_iterations", 30000),
            fixture.number("power", 0.9));
    for (int step = 0; step < TRAJECTORY; step++) {
      rates.add(schedule.rate(step));
    }
    return rates;
  }
}

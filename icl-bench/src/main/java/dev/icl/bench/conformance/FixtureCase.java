package dev.icl.bench.conformance;

import dev.icl.core.batch.Batch;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.engine.Variables;
import dev.icl.core.error.UserException;
import dev.icl.core.optim.PolynomialSchedule;
import dev.icl.core.optim.Sgd;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.modules.method.IclSettings;
import dev.icl.modules.method.Method;
import dev.icl.modules.method.Methods;
import dev.icl.modules.network.SegmentationNetwork;
import dev.icl.modules.proxy.AttentionMapMixers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The training that a fixture describes, with every dropout and stochastic depth at 0. Sizes come
 * from the shapes of its tensors, settings from its metadata. It is of ICL if there are unlabelled
 * images or parameters of proxies, and supervised otherwise.
 *
 * @param kind of the network
 * @param step of the training
 * @param batch the images and labels of every step
 * @param optimizer as the authors' script sets it
 * @param rates the learning rate of every step of the trajectory
 */
record FixtureCase(
    FixtureNetwork kind,
    FixtureStep step,
    Map<String, HostTensor> batch,
    Sgd optimizer,
    List<Double> rates) {
  private static final int TRAJECTORY = 10;
  private static final String PROXY = "sspa.";
  private static final String LABELED = "in/x_lab";
  private static final String UNLABELED = "in/x_unlab";
  private static final String LABELS = "in/label";

  /**
   * Builds the network and the method.
   *
   * @throws UserException if the fixture is incomplete, or of a network that is not there
   */
  static FixtureCase of(Fixture fixture) {
    Shape images = fixture.input(LABELED);
    FixtureNetwork kind = FixtureNetwork.of(fixture);
    if (images.rank() != kind.rank() + 2) {
      throw new UserException(
          "%s: 'in/x_lab' has shape %s, but its parameters are those of %s, which takes %d axes behind batch and channels; make the fixture anew."
              .formatted(fixture.path(), images, kind.name(), kind.rank()));
    }
    Shape labels = Shape.of(images.dim(0)).append(images.spatial());
    if (!fixture.input(LABELS).equals(labels)) {
      throw new UserException(
          "%s: 'in/label' should have shape %s, but has %s."
              .formatted(fixture.path(), labels, fixture.input(LABELS)));
    }
    List<Integer> patch = images.spatial().toList();
    SegmentationNetwork network = kind.create(fixture, images.dim(1), patch);
    List<Integer> divisors = network.divisors();
    if (IntStream.range(0, patch.size()).anyMatch(i -> patch.get(i) % divisors.get(i) != 0)) {
      throw new UserException(
          "%s: the images of 'in/x_lab' are %s, but the network needs multiples of %s; make the fixture anew."
              .formatted(fixture.path(), images.spatial(), divisors));
    }
    Map<String, HostTensor> batch = new HashMap<>();
    batch.put(Batch.IMAGE_LABELED, fixture.images(LABELED));
    batch.put(Batch.LABEL_LABELED, fixture.tensor(LABELS, DType.I64));
    FixtureStep step;
    if (isIcl(fixture)) {
      requireUnlabeled(fixture, images);
      batch.put(Batch.IMAGE_UNLABELED, fixture.images(UNLABELED));
      IclSettings settings = settings(fixture, network.features().size());
      step = new IclFixtureStep(Methods.icl(settings, network, patch), settings);
    } else {
      step = new SupervisedFixtureStep(network);
    }
    requireSameVariables(fixture, step.method().variables());
    requireClasses(fixture, network.classes());
    return new FixtureCase(
        kind,
        step,
        batch,
        new Sgd(fixture.number("momentum", 0.9), fixture.number("weight_decay", 1e-4)),
        rates(fixture));
  }

  /** The method that the step is one of. */
  Method method() {
    return step.method();
  }

  private static boolean isIcl(Fixture fixture) {
    return fixture.containsInput(UNLABELED)
        || fixture.parameters().stream().anyMatch(name -> name.startsWith(PROXY));
  }

  private static void requireUnlabeled(Fixture fixture, Shape images) {
    Shape unlabeled = fixture.input(UNLABELED);
    int rank = images.rank();
    if (unlabeled.rank() != rank || !unlabeled.slice(1, rank).equals(images.slice(1, rank))) {
      throw new UserException(
          "%s: 'in/x_unlab' has shape %s, which does not go with %s of 'in/x_lab'; make the fixture anew."
              .formatted(fixture.path(), unlabeled, images));
    }
  }

  /** Gives every variable the fixture's value, making those that are not there yet. */
  void load(Fixture fixture, Variables variables) {
    for (VariableSpec spec : method().variables()) {
      HostTensor value =
          fixture.containsParameter(spec.name())
              ? fixture.parameter(spec.name(), spec.dtype())
              : ComputedBuffers.value(spec);
      if (variables.contains(spec.name())) {
        variables.write(spec.name(), value);
      } else {
        variables.create(spec, value);
      }
    }
  }

  private static IclSettings settings(Fixture fixture, int scales) {
    List<Integer> heads = new ArrayList<>();
    for (int i = 0; i < scales; i++) {
      heads.add(fixture.width("sspa.attn_convs0." + i + ".block.depthwise.weight"));
    }
    String whole = "sspa.class_decoders.0.mlp2.fc1.weight";
    String axial = "sspa.class_decoders.0.mlp2.0.fc1.weight";
    String mixer = AttentionMapMixers.NONE;
    int hidden = 1;
    if (fixture.containsParameter(whole)) {
      hidden = fixture.width(whole);
      boolean dense = hidden == fixture.parameterShape(whole).dim(-1);
      mixer = dense ? AttentionMapMixers.DENSE : AttentionMapMixers.LOW_RANK;
    } else if (fixture.containsParameter(axial)) {
      hidden = fixture.width(axial);
      mixer = AttentionMapMixers.AXIAL;
    }
    return new IclSettings(fixture.number("consistency_weight"), heads, 0, mixer, hidden);
  }

  private static void requireClasses(Fixture fixture, int classes) {
    HostTensor labels = fixture.tensor(LABELS, DType.I64);
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
      if (!unused.remove(spec.name())) {
        if (ComputedBuffers.mayBeMissing(spec)) {
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

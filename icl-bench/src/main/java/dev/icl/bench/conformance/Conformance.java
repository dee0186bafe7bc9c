package dev.icl.bench.conformance;

import dev.icl.core.batch.Batch;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.engine.Engine;
import dev.icl.core.engine.EngineRules;
import dev.icl.core.engine.Gradients;
import dev.icl.core.engine.Program;
import dev.icl.core.engine.VariableKind;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.error.UserException;
import dev.icl.core.optim.Optimizer;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import dev.icl.modules.method.BatchCounters;
import dev.icl.modules.method.IclSettings;
import dev.icl.modules.method.Method;
import dev.icl.modules.proxy.AttentionMapMixers;
import dev.icl.modules.proxy.ClassDecoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Runs a reference fixture on an engine: one training step with outputs, losses, gradients and
 * buffers, evaluation, the first class decoder by itself, and the trajectory of some SGD steps.
 */
public final class Conformance {
  private static final RandomKey NO_DRAWS = RandomKey.of(0);
  private static final String TOTAL = "total";
  private static final String TOKENS = "dbg/norm_layer_out";

  private final Engine engine;

  /**
   * @param engine holds no variables yet; one engine for each fixture
   */
  public Conformance(Engine engine) {
    this.engine = engine;
  }

  /**
   * Compares everything the fixture expects.
   *
   * @throws UserException if the fixture cannot be read, is incomplete, or is of a network that is
   *     not there
   */
  public ConformanceReport run(Path path) {
    try (Fixture fixture = Fixture.open(path)) {
      FixtureCase training = FixtureCase.of(fixture);
      FixtureComparison comparison =
          new FixtureComparison(fixture, training.kind().gradientTolerance());
      ComputedBuffers.compare(training, fixture, comparison);
      training.load(fixture, engine.variables());
      evaluate(training, comparison);
      if (training.step() instanceof IclFixtureStep icl) {
        Shape spatial =
            icl.firstMap(EngineRules.input(training.batch(), Batch.IMAGE_LABELED).shape());
        decodeClasses(icl.settings(), spatial, fixture, comparison);
      }
      Optional<KinkSearch.Agreement> settled = step(training, fixture, comparison);
      training.load(fixture, engine.variables());
      trajectory(training, comparison, settled);
      comparison.requireAllCompared();
      List<QuantityResult> results = comparison.results();
      if (results.isEmpty()) {
        throw new UserException(
            path
                + " holds no expected values; name a fixture with tensors under out/, loss/ or after/.");
      }
      return new ConformanceReport(
          path.toString(),
          fixture.text("case", path.getFileName().toString()),
          engine.info().name(),
          engine.info().device().toString(),
          results,
          settled.map(KinkSearch.Agreement::kinks).orElse(List.of()),
          Coverage.gaps(fixture, training));
    }
  }

  private void evaluate(FixtureCase training, FixtureComparison comparison) {
    Program program =
        (scope, inputs) ->
            Map.of(
                "eval/logits_lab",
                training.method().network().apply(scope, inputs.get(Batch.IMAGE_LABELED)).logits());
    run(program, Compilation.inference(), training.batch()).forEach(comparison::compare);
  }

  /** The first decoder of SSPA, from the fixture's own inputs to it. */
  private void decodeClasses(
      IclSettings settings, Shape spatial, Fixture fixture, FixtureComparison comparison) {
    // tokens that a network gives itself are not projected first
    String given = fixture.contains(TOKENS) ? TOKENS : "dbg/feat_in";
    if (!fixture.contains("dbg/query_in") || !fixture.contains(given)) {
      return;
    }
    Map<String, HostTensor> inputs =
        Map.of(
            "queries", fixture.tensor("dbg/query_in", DType.F32),
            "tokens", fixture.tensor(given, DType.F32));
    Shape tokens = EngineRules.input(inputs, "tokens").shape();
    requireDecoderInputs(
        fixture, given, tokens, EngineRules.input(inputs, "queries").shape(), spatial.numel());
    ClassDecoder decoder =
        new ClassDecoder(
            "sspa.class_decoders.0",
            tokens.dim(2),
            settings.heads().get(0),
            spatial,
            0,
            AttentionMapMixers.named(settings.mixer(), settings.mixerRank()));
    Program program =
        (scope, in) -> {
          Tensor normalized = decoder.normalized(scope, in.get("tokens"));
          Tensor logits = decoder.logits(scope, in.get("queries"), normalized);
          // in this order, which is that of the report
          Map<String, Tensor> outputs = new LinkedHashMap<>();
          outputs.put("dbg/norm1", normalized);
          outputs.put("dbg/attn1", logits);
          outputs.put("dbg/query_out", decoder.queries(scope, logits, normalized));
          outputs.put("dbg/attn_out", decoder.maps(scope, logits, spatial));
          return outputs;
        };
    run(program, Compilation.inference(), inputs).forEach(comparison::compare);
  }

  private static void requireDecoderInputs(
      Fixture fixture, String given, Shape tokens, Shape queries, long length) {
    int channels = fixture.parameterShape("sspa.class_decoders.0.norm1.weight").dim(0);
    if (tokens.rank() != 3
        || queries.rank() != 3
        || !tokens.equals(Shape.of(tokens.dim(0), Math.toIntExact(length), channels))
        || !queries.equals(Shape.of(tokens.dim(0), queries.dim(1), channels))) {
      throw new UserException(
          "%s: '%s' should have shape [N, %d, %d] and 'dbg/query_in' [N, K, %d], but they have %s and %s."
              .formatted(fixture.path(), given, length, channels, channels, tokens, queries));
    }
  }

  /** The parts of the network whose outputs the fixture expects. */
  private static Set<String> stages(Fixture fixture) {
    return fixture.names().stream()
        .map(Fixture::quantity)
        .filter(name -> name.startsWith(StageScope.PREFIX))
        .map(name -> name.substring(StageScope.PREFIX.length()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Gives the step on the reference's side of every kink, if that was needed. */
  private Optional<KinkSearch.Agreement> step(
      FixtureCase training, Fixture fixture, FixtureComparison comparison) {
    Program program = StageScope.watched(training.step()::outputs, stages(fixture));
    Map<String, HostTensor> found =
        run(program, Compilation.gradients(Method.OBJECTIVE), training.batch());
    countPasses(training, 1);
    found.forEach(
        (name, value) -> {
          if (!Gradients.isName(name) && !name.equals(Method.OBJECTIVE)) {
            comparison.compare(name, value);
          }
        });
    for (VariableSpec spec : training.method().variables()) {
      if (spec.kind() != VariableKind.PARAMETER) {
        comparison.compare("after/" + spec.name(), engine.variables().read(spec.name()));
      }
    }
    FixtureGradients gradients = new FixtureGradients(training, fixture, comparison);
    List<QuantityResult> judged = gradients.judged(found);
    // a kink changes derivatives and nothing else
    boolean derivativesAlone = comparison.results().stream().allMatch(QuantityResult::pass);
    Optional<KinkSearch.Agreement> settled =
        judged.stream().allMatch(QuantityResult::pass) || !derivativesAlone
            ? Optional.empty()
            : settle(training, fixture, program, gradients);
    comparison.add(
        settled.map(agreement -> gradients.settled(judged, agreement.found())).orElse(judged));
    return settled;
  }

  /** Puts elements near a kink where they lie in the reference, if that makes gradients agree. */
  private Optional<KinkSearch.Agreement> settle(
      FixtureCase training, Fixture fixture, Program program, FixtureGradients gradients) {
    training.load(fixture, engine.variables());
    Kinks kinks = KinkProbe.of(program, engine.variables(), training.batch());
    if (!kinks.explainable()) {
      return Optional.empty();
    }
    PinnedProgram pinned = new PinnedProgram(program, kinks);
    try (CompiledProgram step = engine.compile(pinned, Compilation.gradients(Method.OBJECTIVE))) {
      return new KinkSearch(
              pinned, step, training.batch(), gradients::judged, !gradients.inDoublePrecision())
          .search();
    }
  }

  /**
   * The first step is the one that was settled, so that the others start where the reference does.
   */
  private void trajectory(
      FixtureCase training, FixtureComparison comparison, Optional<KinkSearch.Agreement> settled) {
    Map<String, List<Double>> losses = new LinkedHashMap<>();
    Map<String, HostTensor> inputs = new HashMap<>(training.batch());
    Compilation compilation = Compilation.training(Method.OBJECTIVE, training.optimizer());
    Program plain = training.method().trainingProgram();
    try (CompiledProgram program =
        engine.compile(
            settled.<Program>map(s -> s.program().of(plain)).orElse(plain), compilation)) {
      settled.ifPresent(s -> inputs.putAll(s.moves()));
      for (double rate : training.rates()) {
        inputs.put(Optimizer.LEARNING_RATE, HostTensor.scalar(rate));
        program
            .run(inputs, NO_DRAWS)
            .forEach(
                (name, value) ->
                    losses
                        .computeIfAbsent(
                            name.equals(Method.OBJECTIVE) ? TOTAL : name, n -> new ArrayList<>())
                        .add(value.item()));
        settled.ifPresent(s -> inputs.putAll(s.program().free()));
      }
    }
    losses.forEach((name, values) -> comparison.trajectory(name, values));
    countPasses(training, training.rates().size());
    for (VariableSpec spec : training.method().variables()) {
      comparison.inform("final/" + spec.name(), engine.variables().read(spec.name()));
    }
  }

  private void countPasses(FixtureCase training, int steps) {
    Method method = training.method();
    BatchCounters.advance(engine.variables(), method, method.trace(training.batch()), 0, steps);
  }

  private Map<String, HostTensor> run(
      Program program, Compilation compilation, Map<String, HostTensor> inputs) {
    try (CompiledProgram compiled = engine.compile(program, compilation)) {
      return compiled.run(inputs, NO_DRAWS);
    }
  }
}

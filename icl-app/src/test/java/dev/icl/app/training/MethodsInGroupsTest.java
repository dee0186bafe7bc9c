package dev.icl.app.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.icl.app.IclApplication;
import dev.icl.app.IclApplication.Permissions;
import dev.icl.app.config.RunConfig;
import dev.icl.app.plan.TrainingPlan;
import dev.icl.core.contract.InMemoryGroup;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.Engine;
import dev.icl.core.engine.EnginePlugins;
import dev.icl.core.engine.EngineRules;
import dev.icl.core.engine.ProcessGroup;
import dev.icl.core.engine.VariableKind;
import dev.icl.core.optim.GradientGuard;
import dev.icl.core.optim.Optimizer;
import dev.icl.core.tensor.HostTensor;
import dev.icl.data.batch.TwoStreamBatchSource;
import dev.icl.modules.method.Method;
import dev.icl.modules.method.TrainingStep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Methods on both engines in two processes, which are threads here. */
class MethodsInGroupsTest {
  private static final int ITERATIONS = 3;

  /**
   * The end of a training in one process.
   *
   * @param losses by step
   * @param parameters at the end
   */
  private record Trained(List<Double> losses, Map<String, HostTensor> parameters) {}

  /** Networks as at test time have running statistics, which stay in each process. */
  private static boolean readsRunningStatistics(String method) {
    return method.equals("ad-mt") || method.contains("match");
  }

  @ParameterizedTest
  @MethodSource("dev.icl.app.training.SmallRuns#methodsOnEngines")
  void twoProcessesTrainAsOneThatAccumulates(String method, String engine) {
    Trained expected = train(method, engine, ProcessGroup.ALONE, 2);

    List<Trained> all = InMemoryGroup.run(2, group -> train(method, engine, group, 1));

    assertThat(all.get(1).losses()).isEqualTo(all.get(0).losses());
    boolean alike = !readsRunningStatistics(method);
    for (int i = 0; i < ITERATIONS; i++) {
      assertThat(all.get(0).losses().get(i))
          .as("loss %d", i)
          .isCloseTo(expected.losses().get(i), within(alike ? 1e-5 : 0.5));
    }
    expected
        .parameters()
        .forEach(
            (name, value) -> {
              HostTensor found = EngineRules.output(all.get(0).parameters(), name);
              assertThat(EngineRules.output(all.get(1).parameters(), name).bytes())
                  .as(name)
                  .isEqualTo(found.bytes());
              if (alike) {
                for (int i = 0; i < value.size(); i++) {
                  assertThat(found.get(i)).as(name).isCloseTo(value.get(i), within(1e-5));
                }
              }
            });
  }

  private static Trained train(String method, String engine, ProcessGroup group, int parts) {
    RunConfig config =
        SmallRuns.config(
            engine,
            "method.name=" + method,
            "method.unsupervised={weight: 1, ramp_up: 0}",
            "train={labeled_batch: 4, unlabeled_batch: 4}",
            "random=portable",
            "threads=1",
            "train.iterations=" + ITERATIONS);
    TrainingPlan plan = TrainingPlan.of(config);
    Compilation compilation =
        Compilation.training(Method.OBJECTIVE, config.train().update().create())
            .guarded(new GradientGuard(1, true))
            .inParts(parts)
            .within(group);
    try (IclApplication application =
        IclApplication.start(config, EnginePlugins.discover(), Permissions.NONE)) {
      Engine started = application.engine();
      plan.trainerOn(started).initialize();
      List<Double> losses = new ArrayList<>();
      try (TwoStreamBatchSource batches = plan.batchesFrom(0);
          TrainingStep step = plan.method().stepOn(started, compilation)) {
        for (int i = 0; i < ITERATIONS; i++) {
          Map<String, HostTensor> inputs = new HashMap<>(batches.next().tensors());
          inputs.put(Optimizer.LEARNING_RATE, HostTensor.scalar(0.01));
          Map<String, HostTensor> outputs = step.run(i, inputs, plan.root().child("step").child(i));
          losses.add(EngineRules.output(outputs, Method.OBJECTIVE).item());
        }
      }
      Map<String, HostTensor> parameters = new TreeMap<>();
      started.variables().specs().stream()
          .filter(spec -> spec.kind() == VariableKind.PARAMETER)
          .forEach(spec -> parameters.put(spec.name(), started.variables().read(spec.name())));
      return new Trained(losses, parameters);
    }
  }
}

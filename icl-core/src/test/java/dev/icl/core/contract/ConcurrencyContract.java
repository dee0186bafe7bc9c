package dev.icl.core.contract;

import static dev.icl.core.contract.Rig.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.engine.Engine;
import dev.icl.core.engine.Program;
import dev.icl.core.engine.ProgramInputs;
import dev.icl.core.engine.VariableKind;
import dev.icl.core.engine.Variables;
import dev.icl.core.optim.Sgd;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Engines among threads, and what is asked of them after their end. */
interface ConcurrencyContract extends EngineUnderTest {
  int THREADS = 4;

  @Test
  default void callsOfSeveralThreadsOnOneEngineTakeTurns() throws Exception {
    try (Rig rig = rig().parameter("w", vector(1, 2, 3));
        CompiledProgram scaled =
            rig.compile(
                (scope, in) -> Map.of("y", scope.ops().mul(scope.variable("w"), in.get("x"))),
                Compilation.inference())) {
      scaled.run(Map.of("x", vector(0, 0, 0)), Rig.KEY);
      long before = rig.engine().liveArrays();

      inThreads(
          thread -> {
            for (int i = 0; i < 25; i++) {
              Map<String, HostTensor> inputs = Map.of("x", vector(thread, i, 1));
              assertThat(scaled.run(inputs, Rig.KEY).get("y").toFloats())
                  .containsExactly(thread, 2 * i, 3);
              assertThat(rig.read("w").toFloats()).containsExactly(1, 2, 3);
            }
            return null;
          });

      // what was read last is let go of by the next run
      scaled.run(Map.of("x", vector(0, 0, 0)), Rig.KEY);
      assertThat(rig.engine().liveArrays()).isEqualTo(before);
    }
  }

  @Test
  default void enginesThatTrainSideBySideEndAsEachAlone() throws Exception {
    List<float[]> alone = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      alone.add(trained(thread));
    }

    List<float[]> together = inThreads(this::trained);

    for (int thread = 0; thread < THREADS; thread++) {
      assertThat(together.get(thread)).containsExactly(alone.get(thread));
    }
    assertThat(alone.get(0)).isNotEqualTo(alone.get(1));
  }

  @Test
  default void anEngineThatIsClosedRefusesEverythingElse() {
    Engine engine = rig().parameter("w", vector(1, 2)).engine();
    Variables variables = engine.variables();
    CompiledProgram program = engine.compile(Programs.weightedSquares(), Compilation.inference());
    engine.close();

    String refusal = "the engine " + engine.info().name() + " was closed";
    for (Callable<?> use :
        List.<Callable<?>>of(
            engine::variables,
            () -> engine.compile(Programs.weightedSquares(), Compilation.inference()),
            () -> program.run(Map.of("x", vector(1, 1)), Rig.KEY),
            () -> variables.contains("w"),
            variables::specs,
            () -> variables.read("w"))) {
      assertThatThrownBy(use::call).isInstanceOf(IllegalStateException.class).hasMessage(refusal);
    }
    assertThatThrownBy(() -> variables.write("w", vector(3, 4)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(refusal);
    assertThatThrownBy(
            () -> variables.create(Rig.spec("v", VariableKind.BUFFER, vector(1)), vector(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(refusal);
    program.close();
    engine.close();
    assertThat(engine.liveArrays()).isZero();
  }

  @Test
  default void aProgramThatIsClosedRefusesToRun() {
    try (Rig rig = rig().parameter("w", vector(1, 2))) {
      CompiledProgram program = rig.compile(Programs.weightedSquares(), Compilation.inference());
      program.run(Map.of("x", vector(1, 1)), Rig.KEY);
      program.close();
      program.close();

      assertThatThrownBy(() -> program.run(Map.of("x", vector(1, 1)), Rig.KEY))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("this program was closed");
    }
  }

  @Test
  default void closingAnEngineOrAProgramWaitsForTheRunOfAnotherThread() throws Exception {
    for (boolean wholeEngine : new boolean[] {true, false}) {
      Rig rig = Programs.withPixelClassifier(rig());
      CompiledProgram step =
          rig.compile(Programs.pixelClassifier(), Compilation.training("loss", new Sgd(0.9, 1e-4)));
      CountDownLatch running = new CountDownLatch(1);
      ExecutorService thread = Executors.newSingleThreadExecutor();
      try {
        Future<?> runs =
            thread.submit(
                () -> {
                  Map<String, HostTensor> inputs = Rig.withRate(Programs.pixelInputs(), 0.01);
                  while (true) {
                    step.run(inputs, Rig.KEY);
                    running.countDown();
                  }
                });
        running.await();
        if (wholeEngine) {
          rig.close();
        } else {
          step.close();
        }

        assertThatThrownBy(runs::get)
            .isInstanceOf(ExecutionException.class)
            .cause()
            .isInstanceOf(IllegalStateException.class)
            .hasMessageEndingWith("was closed");
      } finally {
        thread.shutdownNow();
        rig.close();
      }
    }
  }

  /** Parameters after some steps with dropout of the engine's own, on an engine of their own. */
  private float[] trained(int thread) {
    Program program =
        (scope, in) -> {
          Map<String, Tensor> inputs = new LinkedHashMap<>();
          inputs.put("x", scope.dropout(in.get("x"), 0.3, in.get("x").shape()));
          inputs.put("y", in.get("y"));
          return Programs.perceptron().apply(scope, ProgramInputs.of(inputs));
        };
    try (Rig rig = Programs.withPerceptron(rig());
        CompiledProgram step =
            rig.compile(program, Compilation.training("loss", new Sgd(0.9, 1e-4)))) {
      Map<String, HostTensor> inputs =
          Rig.withRate(Programs.perceptronInputs(), 0.1 + 0.01 * thread);
      for (int i = 0; i < 20; i++) {
        step.run(inputs, Rig.KEY.child(thread).child(i));
      }
      return rig.read("l1.weight").toFloats();
    }
  }

  /** Something that is done in every thread at once. */
  @FunctionalInterface
  interface Work<T> {
    /** Does it in one of them, counted from 0. */
    T in(int thread) throws Exception;
  }

  private static <T> List<T> inThreads(Work<T> work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      CountDownLatch ready = new CountDownLatch(THREADS);
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int thread = i;
        futures.add(
            threads.submit(
                () -> {
                  ready.countDown();
                  ready.await();
                  return work.in(thread);
                }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }
}

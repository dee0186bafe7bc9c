package dev.icl.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.ops.BinaryOp;
import dev.icl.core.ops.ConvSpec;
import dev.icl.core.ops.NamedOp;
import dev.icl.core.ops.NumberOp;
import dev.icl.core.ops.Ops;
import dev.icl.core.ops.PoolSpec;
import dev.icl.core.ops.UnaryOp;
import dev.icl.core.tensor.Tensor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No operation of {@link Ops} goes without cases: a new one fails here until it has them. */
class CompletenessTest {
  /** They make constants, integers or truth values, so nothing flows back through them. */
  private static final Set<String> WITHOUT_GRADIENT =
      Set.of(
          "constant",
          "full",
          "equal",
          "less",
          "greater",
          "logicalAnd",
          "logicalNot",
          "argmax",
          "oneHot");

  /** They take any operand, so there is nothing to refuse. */
  private static final Set<String> REFUSING_NOTHING =
      Set.of("constant", "full", "stopGradient", "lastUse", "cast");

  /** They share one rule, which {@code ShapeRulesTest} holds each of them to. */
  private static final Set<String> SHARING_A_RULE =
      FamilyCases.members()
          .filter(op -> op instanceof UnaryOp || op instanceof NumberOp || op instanceof BinaryOp)
          .filter(op -> op != UnaryOp.LOGICAL_NOT)
          .map(NamedOp::opName)
          .collect(Collectors.toUnmodifiableSet());

  private static final Set<String> SPATIAL =
      Set.of("conv", "convTranspose", "maxPool", "avgPool", "resize", "batchNorm", "instanceNorm");

  @Test
  void everyOperationHasAForwardCase() {
    assertThat(lacking(opCase -> true)).isEmpty();
  }

  @Test
  void everyDifferentiableOperationHasAGradientCase() {
    Set<String> lacking = lacking(opCase -> opCase.has(OpCase.Tag.GRADIENT));
    lacking.removeIf(signature -> WITHOUT_GRADIENT.contains(signature.replaceAll("\\(.*", "")));
    assertThat(lacking).isEmpty();
  }

  @Test
  void everyOperationHasAnEdgeCase() {
    assertThat(lacking(opCase -> opCase.has(OpCase.Tag.EDGE))).isEmpty();
  }

  @Test
  void everySpatialOperationHasImageAndVolumeCasesWithGradients() {
    Set<String> found = new TreeSet<>();
    for (OpCase opCase : OpCases.all()) {
      if (opCase.has(OpCase.Tag.GRADIENT)) {
        calls(opCase).stream()
            .filter(call -> SPATIAL.contains(call.method.getName()))
            .forEach(call -> found.add(call.method.getName() + " of rank " + call.rank()));
      }
    }
    assertThat(found)
        .containsAll(
            SPATIAL.stream()
                .flatMap(name -> Stream.of(name + " of rank 4", name + " of rank 5"))
                .toList());
  }

  @Test
  void convolutionsCoverStridePaddingDilationAndGroupsInBothRanks() {
    List<ConvSpec> specs = arguments("conv", ConvSpec.class);
    for (int rank : new int[] {2, 3}) {
      assertThat(specs)
          .anyMatch(spec -> spec.rank() == rank && spec.stride().contains(2))
          .anyMatch(spec -> spec.rank() == rank && spec.padding().contains(1))
          .anyMatch(spec -> spec.rank() == rank && spec.dilation().contains(2))
          .anyMatch(spec -> spec.rank() == rank && spec.groups() > 1)
          .anyMatch(spec -> spec.rank() == rank && Set.copyOf(spec.stride()).size() > 1);
    }
  }

  @Test
  void poolingCoversPaddingAndOverlapInBothRanks() {
    for (String name : new String[] {"maxPool", "avgPool"}) {
      for (int rank : new int[] {2, 3}) {
        assertThat(arguments(name, PoolSpec.class))
            .anyMatch(
                spec ->
                    spec.rank() == rank
                        && spec.padding().contains(1)
                        && spec.kernel().get(0) > spec.stride().get(0));
      }
    }
  }

  @Test
  void everyOperationThatCanRefuseDoes() {
    Set<String> refused = new TreeSet<>();
    RefusalCases.all().forEach(refusal -> refused.add(refusal.text().replaceAll(":.*", "")));
    assertThat(operations().map(Method::getName))
        .filteredOn(name -> !REFUSING_NOTHING.contains(name) && !SHARING_A_RULE.contains(name))
        .allSatisfy(name -> assertThat(refused).contains(name));
  }

  @Test
  void labelsAndRefusalsAreUnique() {
    assertThat(OpCases.all()).extracting(OpCase::label).doesNotHaveDuplicates();
    assertThat(RefusalCases.all()).extracting(RefusalCase::text).doesNotHaveDuplicates();
  }

  /** All but the families, of which every member has a method too. */
  private static Stream<Method> operations() {
    return Stream.of(Ops.class.getMethods())
        .filter(method -> !Modifier.isStatic(method.getModifiers()))
        .filter(
            method ->
                Stream.of(method.getParameterTypes()).noneMatch(NamedOp.class::isAssignableFrom));
  }

  /** The operations that no case of a sort calls. */
  private static Set<String> lacking(Predicate<OpCase> sort) {
    Set<String> lacking = new TreeSet<>();
    operations().forEach(method -> lacking.add(signature(method)));
    for (OpCase opCase : OpCases.all()) {
      if (sort.test(opCase)) {
        calls(opCase).forEach(call -> lacking.remove(signature(call.method)));
      }
    }
    return lacking;
  }

  private static String signature(Method method) {
    List<String> types = Stream.of(method.getParameterTypes()).map(Class::getSimpleName).toList();
    return method.getName() + "(" + String.join(", ", types) + ")";
  }

  private static <T> List<T> arguments(String operation, Class<T> type) {
    List<T> found = new ArrayList<>();
    for (OpCase opCase : OpCases.all()) {
      for (Call call : calls(opCase)) {
        if (call.method.getName().equals(operation)) {
          Stream.of(call.arguments).filter(type::isInstance).map(type::cast).forEach(found::add);
        }
      }
    }
    return found;
  }

  /** The operations a case calls, seen by a proxy around the reference's. */
  private static List<Call> calls(OpCase opCase) {
    List<Call> calls = new ArrayList<>();
    ReferenceEngine engine =
        new ReferenceEngine(EngineOptions.defaults(), ops -> recording(ops, calls));
    try (Rig rig = new Rig(engine)) {
      opCase.operands().forEach(rig::parameter);
      rig.run(opCase.forward(), Compilation.inference(), opCase.inputs());
    }
    return calls;
  }

  private static Ops recording(Ops ops, List<Call> calls) {
    return (Ops)
        Proxy.newProxyInstance(
            Ops.class.getClassLoader(),
            new Class<?>[] {Ops.class},
            (proxy, method, arguments) -> {
              calls.add(new Call(method, arguments));
              try {
                return method.invoke(ops, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private record Call(Method method, Object[] arguments) {
    int rank() {
      return ((Tensor) arguments[0]).shape().rank();
    }
  }
}

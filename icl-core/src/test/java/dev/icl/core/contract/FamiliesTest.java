package dev.icl.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import dev.icl.core.ops.NamedOp;
import dev.icl.core.ops.Ops;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The methods of {@link Ops} and the members of the families that they call. */
class FamiliesTest {
  private final List<NamedOp> called = new ArrayList<>();
  private final Ops ops =
      mock(
          Ops.class,
          call -> {
            if (call.getMethod().isDefault()) {
              return call.callRealMethod();
            }
            called.add(call.getArgument(0));
            return null;
          });

  @Test
  void everyMethodCallsTheMemberOfItsName() throws ReflectiveOperationException {
    for (Method method : methods().toList()) {
      called.clear();
      call(method);
      assertThat(called).extracting(NamedOp::opName).containsExactly(method.getName());
    }
  }

  @Test
  void everyMemberHasAMethod() throws ReflectiveOperationException {
    for (Method method : methods().toList()) {
      call(method);
    }
    assertThat(called).containsExactlyInAnyOrderElementsOf(FamilyCases.members().toList());
  }

  private static Stream<Method> methods() {
    return Stream.of(Ops.class.getDeclaredMethods()).filter(Method::isDefault);
  }

  private void call(Method method) throws IllegalAccessException, InvocationTargetException {
    Object[] arguments =
        Stream.of(method.getParameterTypes()).map(FamiliesTest::anyValue).toArray();
    method.invoke(ops, arguments);
  }

  private static Object anyValue(Class<?> type) {
    if (type == double.class) {
      return 1.0;
    }
    if (type == boolean.class) {
      return true;
    }
    return type == int[].class ? new int[] {1} : null;
  }
}

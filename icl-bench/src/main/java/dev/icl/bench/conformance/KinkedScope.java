package dev.icl.bench.conformance;

import dev.icl.core.engine.ForwardingScope;
import dev.icl.core.engine.Scope;
import dev.icl.core.ops.NamedOp;
import dev.icl.core.ops.Ops;
import dev.icl.core.ops.PoolSpec;
import dev.icl.core.tensor.Tensor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A scope that lets a watcher see, and change, what goes into operations with a kink. */
final class KinkedScope extends ForwardingScope {
  private static final Set<String> KINKED = Set.of("relu", "leakyRelu", Kinks.MAX_POOL);

  private final Watcher watcher;
  private final Ops ops;
  private int calls;
  private String layer = "";

  /** Stands in front of operations with a kink. */
  @FunctionalInterface
  interface Watcher {
    /**
     * @param call the operation's number among those with a kink, in the order of the program
     * @param window of a max-pool; null for the others
     * @return what goes into the operation instead of {@code x}
     */
    Tensor before(int call, String operation, String layer, Tensor x, @Nullable PoolSpec window);
  }

  KinkedScope(Scope scope, Watcher watcher) {
    super(scope);
    this.watcher = watcher;
    this.ops =
        (Ops)
            Proxy.newProxyInstance(
                Ops.class.getClassLoader(),
                new Class<?>[] {Ops.class},
                (proxy, method, arguments) -> call(method, arguments));
  }

  private Object call(Method method, Object @Nullable [] arguments) throws Throwable {
    Object[] given = arguments == null ? new Object[0] : arguments.clone();
    NamedOp member = given.length > 0 && given[0] instanceof NamedOp op ? op : null;
    String operation = member == null ? method.getName() : member.opName();
    if (KINKED.contains(operation)) {
      PoolSpec window = given.length > 1 && given[1] instanceof PoolSpec s ? s : null;
      int operand = member == null ? 0 : 1;
      given[operand] = watcher.before(calls++, operation, layer, (Tensor) given[operand], window);
    }
    try {
      return method.invoke(super.ops(), given);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @Override
  public Ops ops() {
    return ops;
  }

  @Override
  public Tensor variable(String name) {
    layer = name.substring(0, Math.max(0, name.lastIndexOf('.')));
    return super.variable(name);
  }
}

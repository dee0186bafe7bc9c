package dev.icl.app.plan;

import com.sun.management.OperatingSystemMXBean;
import dev.icl.app.IclApplication.Permissions;
import dev.icl.app.config.RunConfig;
import dev.icl.core.engine.EnginePlugins;
import dev.icl.core.engine.VariableKind;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.error.UserException;
import dev.icl.core.optim.Optimizer;
import dev.icl.core.settings.NamedSettings;
import dev.icl.core.settings.Records;
import dev.icl.core.text.Counts;
import dev.icl.modules.method.Method;
import dev.icl.modules.proxy.AttentionMapMixers;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The memory that a training cannot do without: every variable, and what the optimiser keeps of
 * each parameter. Gradients and the tensors of a step come on top, how many of them depends on the
 * engine.
 */
public final class LeastMemory {
  private static final String MIXER = "mixer";

  private LeastMemory() {}

  /**
   * Refuses a training on the processor that cannot fit into the machine's memory.
   *
   * @throws UserException if it needs more than there is, naming the mixer to choose
   */
  public static void require(TrainingPlan plan) {
    require(plan, 1, machine());
  }

  /**
   * The same before an engine was started.
   *
   * @param plan of the training, whose scans need not be read
   * @param processes of this machine that train together, each with weights of its own
   * @param place the configuration that names engine and device
   * @param plugins the engines to choose from
   * @param permissions the rights of the engine beyond computing
   * @throws UserException as above
   */
  public static void require(
      TrainingPlan plan,
      int processes,
      RunConfig place,
      EnginePlugins plugins,
      Permissions permissions) {
    if (processes * bytes(plan) > machine() && onProcessor(place, plugins, permissions)) {
      require(plan, processes, machine());
    }
  }

  /**
   * Whether a run computes on the processor, so that its memory is the machine's. The engine is
   * asked only where the device is left to it.
   *
   * @param config names engine and device
   * @param plugins the engines to choose from
   * @param permissions the rights of the engine beyond computing
   */
  public static boolean onProcessor(
      RunConfig config, EnginePlugins plugins, Permissions permissions) {
    return config.device().equals("cpu")
        || config.device().equals("auto")
            && plugins
                .select(config.engine())
                .probe(permissions.options(config))
                .gpu()
                .gpus()
                .isEmpty();
  }

  /** Bytes of the machine's memory. */
  public static long machine() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getTotalMemorySize();
  }

  static void require(TrainingPlan plan, int processes, long available) {
    long needed = bytes(plan);
    if (processes * needed > available) {
      throw new UserException(
          "The weights of %s on %s and what the optimiser keeps of them take %s%s, and this machine has %s of memory; %s."
              .formatted(
                  plan.method().name(),
                  plan.method().network().name(),
                  gibibytes(processes * needed),
                  among(processes),
                  gibibytes(available),
                  needed > available ? remedy(plan, needed) : fewer(plan, needed)));
    }
  }

  /**
   * A sentence on a training that fits by its weights alone, but by an estimate of everything does
   * not; empty for all others.
   *
   * @param plan of the training
   * @param needs those of one process
   * @param processes of this machine that train together
   */
  public static Optional<String> warning(TrainingPlan plan, TrainingNeeds needs, int processes) {
    return warning(plan, needs, processes, machine());
  }

  static Optional<String> warning(
      TrainingPlan plan, TrainingNeeds needs, int processes, long available) {
    return processes * needs.memory() <= available
        ? Optional.empty()
        : Optional.of(
            "Warning: this machine has %s of memory, less than the estimated %s%s, so the system may end the training%s."
                .formatted(
                    gibibytes(available),
                    gibibytes(processes * needs.memory()),
                    among(processes),
                    needs.state() > needs.activations()
                        ? "; its weights alone take %s: %s"
                            .formatted(gibibytes(needs.state()), remedy(plan, needs.state()))
                        : "; raise train.accumulate, set train.recompute to blocks, or use a smaller train.patch"));
  }

  private static String among(int processes) {
    return processes == 1 ? "" : " in " + Counts.of(processes, "process", "processes");
  }

  /** The remedy where one process fits. */
  private static String fewer(TrainingPlan plan, long needed) {
    return "train in fewer processes on this machine, or " + remedy(plan, needed);
  }

  private static String remedy(TrainingPlan plan, long needed) {
    NamedSettings method = plan.config().method();
    if (method.value(MIXER).equals(Optional.of(AttentionMapMixers.DENSE))) {
      NamedSettings axial = Records.with(method, Map.of(MIXER, AttentionMapMixers.AXIAL));
      long less = bytes(plan.with(axial));
      if (less < needed) {
        return "set method.mixer to %s, with which they take %s, or use a smaller train.patch"
            .formatted(AttentionMapMixers.AXIAL, gibibytes(less));
      }
    }
    return "use fewer network.channels, network.base_features of unet or network.embedding of a Swin network, or a smaller train.patch";
  }

  private static long bytes(TrainingPlan plan) {
    return bytes(plan.method(), plan.config().train().update().create());
  }

  /**
   * Bytes of a method's variables and of the state of its optimiser.
   *
   * @param method with its network
   * @param optimizer of its parameters
   */
  public static long bytes(Method method, Optimizer optimizer) {
    long bytes = 0;
    for (VariableSpec spec : method.variables()) {
      bytes += spec.shape().numel() * spec.dtype().bytes();
      if (spec.kind() == VariableKind.PARAMETER) {
        for (String slot : optimizer.slots()) {
          bytes += optimizer.slotShape(slot, spec.shape()).numel() * Float.BYTES;
        }
      }
    }
    return bytes;
  }

  private static String gibibytes(long bytes) {
    return String.format(Locale.ROOT, "%.2f GiB", bytes / (double) (1L << 30));
  }
}

package dev.icl.modules.network;

import dev.icl.core.checkpoint.CheckpointInfo;
import dev.icl.core.checkpoint.FactKey;
import dev.icl.core.checkpoint.Facts;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.engine.Variables;
import dev.icl.core.tensor.HostTensor;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;

/**
 * The copies of a backbone that are validated, saved and predicted with: the one that is trained, a
 * teacher, or several, whose probabilities are averaged. A copy is told by what goes before the
 * names of its variables.
 *
 * <p>The file of a network that a training leaves has the backbone's own names where one copy is
 * kept, whichever it is, and the names of the training where there are several. The fact {@link
 * #NETWORKS} of a checkpoint says which names to read, unless they are the backbone's own.
 *
 * @param backbone what they are copies of
 * @param prefixes at least one; empty text for the backbone itself
 */
public record Kept(SegmentationNetwork backbone, List<String> prefixes) {
  /** The fact of a checkpoint that lists the prefixes to predict with, joined by commas. */
  public static final FactKey<List<String>> NETWORKS =
      new FactKey<>(
          "kept_networks",
          prefixes -> String.join(",", prefixes),
          text -> checked(List.of(text.split(",", -1))));

  private static final List<String> STUDENT = List.of("");

  /**
   * @throws IllegalArgumentException if there is no prefix, one is there twice, or one has a comma
   */
  public Kept {
    prefixes = checked(List.copyOf(prefixes));
  }

  private static List<String> checked(List<String> prefixes) {
    if (prefixes.isEmpty()
        || new HashSet<>(prefixes).size() < prefixes.size()
        || prefixes.stream().anyMatch(prefix -> prefix.contains(","))) {
      throw new IllegalArgumentException("copies of the network to keep: " + prefixes);
    }
    return prefixes;
  }

  /** The network that is trained, and nothing else. */
  public static Kept student(SegmentationNetwork backbone) {
    return new Kept(backbone, STUDENT);
  }

  /**
   * The network to predict with from a checkpoint.
   *
   * @param backbone as the checkpoint's configuration describes it
   * @param facts of the checkpoint
   */
  public static SegmentationNetwork network(SegmentationNetwork backbone, Facts facts) {
    return new Kept(backbone, facts.get(NETWORKS).orElse(STUDENT)).network();
  }

  /** The network to predict with from the variables of the training. */
  public SegmentationNetwork network() {
    List<SegmentationNetwork> copies = prefixes.stream().map(this::copy).toList();
    return copies.size() == 1 ? copies.get(0) : new MeanNetwork(copies);
  }

  private SegmentationNetwork copy(String prefix) {
    return prefix.isEmpty() ? backbone : new PrefixedNetwork(backbone, prefix);
  }

  /** The variables in a file of the network alone, by their names there. */
  public List<VariableSpec> saved() {
    return prefixes.size() == 1 ? backbone.variables() : network().variables();
  }

  /**
   * The values of a file of the network alone.
   *
   * @param training the variables of the training
   * @return the same variables, by the names that they have in the file
   */
  public Variables saved(Variables training) {
    return prefixes.size() == 1 && !prefixes.equals(STUDENT)
        ? new Renamed(training, prefixes.get(0))
        : training;
  }

  /** The facts of a checkpoint of the network alone. */
  public CheckpointInfo saved(CheckpointInfo info) {
    return prefixes.size() == 1 ? info : noted(info);
  }

  /** The facts of a checkpoint of the whole training. */
  public CheckpointInfo noted(CheckpointInfo info) {
    return prefixes.equals(STUDENT) ? info : info.with(NETWORKS, prefixes);
  }

  /**
   * Variables by their names without a prefix.
   *
   * @param training the variables
   * @param prefix before their names
   */
  private record Renamed(Variables training, String prefix) implements Variables {
    @Override
    public void create(VariableSpec spec, HostTensor value) {
      training.create(renamed(spec, prefix + spec.name()), value);
    }

    @Override
    public boolean contains(String name) {
      return training.contains(prefix + name);
    }

    @Override
    public Collection<VariableSpec> specs() {
      return training.specs().stream()
          .filter(spec -> spec.name().startsWith(prefix))
          .map(spec -> renamed(spec, spec.name().substring(prefix.length())))
          .toList();
    }

    @Override
    public HostTensor read(String name) {
      return training.read(prefix + name);
    }

    @Override
    public void write(String name, HostTensor value) {
      training.write(prefix + name, value);
    }

    private static VariableSpec renamed(VariableSpec spec, String name) {
      return new VariableSpec(name, spec.dtype(), spec.shape(), spec.kind(), spec.initializer());
    }
  }
}

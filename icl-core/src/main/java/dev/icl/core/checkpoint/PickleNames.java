package dev.icl.core.checkpoint;

import dev.icl.core.checkpoint.TorchTensor.Storage;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The names of Python's that a pickle may ask for: those of tensors and their containers, for which
 * values are made here, and those of plain data beside them, which are passed over. Any other name
 * is refused.
 */
final class PickleNames {
  private static final String TENSORS = "torch._utils.";
  private static final String ORDERED = "collections.OrderedDict";
  private static final String DEFAULTED = "collections.defaultdict";
  private static final String SIZE = "torch.Size";
  private static final String OF_CLASS = "torch._tensor._rebuild_from_type_v2";
  private static final Set<String> MADE =
      Set.of(
          ORDERED,
          DEFAULTED,
          SIZE,
          OF_CLASS,
          TENSORS + "_rebuild_tensor",
          TENSORS + "_rebuild_tensor_v2",
          TENSORS + "_rebuild_parameter",
          TENSORS + "_rebuild_parameter_with_state");

  /**
   * Classes of things that programs save beside weights: options, scores, the state of schedules.
   */
  private static final Set<String> PASSED_OVER =
      Set.of(
          "_codecs.encode",
          "argparse.Namespace",
          "collections.Counter",
          "collections.deque",
          "copyreg._reconstructor",
          "copy_reg._reconstructor",
          "datetime.date",
          "datetime.datetime",
          "datetime.timedelta",
          "easydict.EasyDict",
          "lightning.fabric.utilities.data.AttributeDict",
          "monai.data.meta_tensor.MetaTensor",
          "omegaconf.base.ContainerMetadata",
          "omegaconf.base.Metadata",
          "omegaconf.dictconfig.DictConfig",
          "omegaconf.listconfig.ListConfig",
          "omegaconf.nodes.AnyNode",
          "pathlib.Path",
          "pathlib.PosixPath",
          "pathlib.PurePosixPath",
          "pathlib.PureWindowsPath",
          "pathlib.WindowsPath",
          "pytorch_lightning.utilities.parsing.AttributeDict",
          "torch.Tensor",
          "torch._tensor.Tensor",
          "torch.device",
          "torch.nn.parameter.Parameter",
          "torch.serialization._get_layout",
          "types.SimpleNamespace",
          "typing.Any",
          "yacs.config.CfgNode");

  private static final List<String> BUILTINS = List.of("builtins.", "__builtin__.");
  private static final Set<String> PLAIN =
      Set.of(
          "bool",
          "bytearray",
          "bytes",
          "complex",
          "dict",
          "float",
          "frozenset",
          "int",
          "list",
          "object",
          "range",
          "set",
          "slice",
          "str",
          "tuple");

  private static final Set<String> TYPES =
      Set.of(
          "bool",
          "uint8",
          "int8",
          "int16",
          "int32",
          "int64",
          "half",
          "float",
          "double",
          "float16",
          "float32",
          "float64",
          "bfloat16");

  private static final List<String> NUMPY_CORE = List.of("numpy.core.", "numpy._core.");
  private static final Set<String> NUMPY =
      Set.of("multiarray.scalar", "multiarray._reconstruct", "numeric._frombuffer");
  private static final Set<String> NUMPY_TYPES = Set.of("numpy.dtype", "numpy.ndarray");

  private static final int LONGEST = 80;

  private PickleNames() {}

  /**
   * A name that a pickle may ask for.
   *
   * @param name module and name
   */
  record Global(String name) {}

  /**
   * A value that is no tensor and no container of any.
   *
   * @param name of its class or of the function that would make it
   */
  record Other(String name) {}

  /**
   * The name as a value.
   *
   * @param module where Python would look for it
   * @param name of a class or a function in it
   * @throws PickleReader.Malformed if it is none of the known
   */
  static Global global(String module, String name) {
    String whole = module + "." + name;
    boolean storage = module.equals("torch") && TorchType.ofStorage(name).isPresent();
    if (storage || MADE.contains(whole) || isPassedOver(whole)) {
      return new Global(whole);
    }
    String shown = whole.length() > LONGEST ? whole.substring(0, LONGEST) + "…" : whole;
    if (whole.startsWith("torch.nn.")) {
      throw new PickleReader.Malformed(
          "it holds a whole module, of the class '%s', which only its program can make"
              .formatted(shown));
    }
    if (whole.startsWith("__torch__.")) {
      throw new PickleReader.Malformed("it is a TorchScript program");
    }
    if (whole.startsWith(TENSORS) || (module.equals("torch") && name.endsWith("Storage"))) {
      throw new PickleReader.Malformed(
          "it holds a tensor of a kind that is not read ('%s')".formatted(shown));
    }
    throw new PickleReader.Malformed(
        "it asks for '%s', and only tensors and plain data are read".formatted(shown));
  }

  private static boolean isPassedOver(String whole) {
    return PASSED_OVER.contains(whole)
        || NUMPY_TYPES.contains(whole)
        || within(whole, BUILTINS, PLAIN)
        || within(whole, List.of("torch."), TYPES)
        || within(whole, List.of("numpy."), TYPES)
        || within(whole, NUMPY_CORE, NUMPY);
  }

  private static boolean within(String whole, List<String> modules, Set<String> names) {
    return modules.stream()
        .anyMatch(
            module -> whole.startsWith(module) && names.contains(whole.substring(module.length())));
  }

  /**
   * The storage of {@code ('storage', type, key, location, elements)}, and in old files a view of
   * it.
   *
   * @throws PickleReader.Malformed if it is none, or only a view
   */
  static Storage storage(Object id) {
    if (id instanceof List<?> parts
        && parts.size() >= 5
        && parts.get(0) instanceof String kind
        && kind.equals("storage")
        && parts.get(1) instanceof Global type
        && parts.get(2) instanceof String key
        && (parts.size() == 5 || parts.get(5) == PickleReader.NONE)) {
      return new Storage(type(type), key, whole(parts.get(4)));
    }
    throw new PickleReader.Malformed("a tensor of it has no storage that can be read");
  }

  private static TorchType type(Global storage) {
    return TorchType.ofStorage(storage.name().substring(storage.name().indexOf('.') + 1))
        .orElseThrow(() -> new PickleReader.Malformed("a storage has the type " + storage.name()));
  }

  /**
   * The value of a call.
   *
   * @param function what would be called
   * @param given its arguments
   * @throws PickleReader.Malformed if it makes no value with these
   */
  static Object made(Global function, List<?> given) {
    String name = function.name();
    if (name.equals(ORDERED)) {
      return ordered(given);
    }
    if (name.equals(DEFAULTED)) {
      return new LinkedHashMap<>();
    }
    if (!MADE.contains(name)) {
      return new Other(name);
    }
    Object first = given.isEmpty() ? PickleReader.NONE : given.get(0);
    if (name.equals(SIZE) && first instanceof List<?>) {
      return first;
    }
    if (name.startsWith(TENSORS + "_rebuild_parameter") && first instanceof TorchTensor) {
      return first;
    }
    if (name.equals(OF_CLASS)
        && given.size() >= 3
        && first instanceof Global maker
        && maker.name().startsWith(TENSORS)
        && given.get(2) instanceof List<?> arguments) {
      return made(maker, arguments);
    }
    if (name.startsWith(TENSORS + "_rebuild_tensor")
        && given.size() >= 4
        && first instanceof Storage storage) {
      return new TorchTensor(
          storage, whole(given.get(1)), wholes(given.get(2)), wholes(given.get(3)));
    }
    throw new PickleReader.Malformed("it calls '%s' with what makes none".formatted(name));
  }

  /** Empty, or of a list of pairs. */
  private static Map<Object, Object> ordered(List<?> given) {
    Map<Object, Object> map = new LinkedHashMap<>();
    if (!given.isEmpty() && given.get(0) instanceof List<?> pairs) {
      for (Object pair : pairs) {
        if (pair instanceof List<?> two && two.size() == 2 && two.get(0) instanceof String key) {
          map.put(key, two.get(1));
        }
      }
    }
    return map;
  }

  private static long whole(Object value) {
    if (value instanceof BigInteger number && number.bitLength() < Long.SIZE - 1) {
      return number.longValue();
    }
    throw new PickleReader.Malformed("a size of it is no whole number");
  }

  private static List<Long> wholes(Object value) {
    if (value instanceof List<?> values) {
      return values.stream().map(PickleNames::whole).toList();
    }
    throw new PickleReader.Malformed("sizes of it are no tuple");
  }
}

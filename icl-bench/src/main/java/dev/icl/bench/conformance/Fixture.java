package dev.icl.bench.conformance;

import dev.icl.core.checkpoint.SafetensorsFile;
import dev.icl.core.error.UserException;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A file of inputs, weights and expected values, in the plain layout (every tensor in full) or the
 * compact one: weights as codes ({@code paramq/X}, value = (code − 128) · {@code paramq_scale/X}),
 * or as codes that repeat ({@code paramr/X}, of the shape {@code paramr_shape/X}), images as codes
 * too ({@code inq/X}), expected values as samples ({@code sub/N}, at the flat C-order indices
 * {@code idx/<elements>}).
 */
final class Fixture implements AutoCloseable {
  /** The suffix of the name of a value in double precision. */
  static final String DOUBLE = ".f64";

  private static final String SAMPLED = "sub/";
  private static final String WHOLE = "param/";
  private static final String CODED = "paramq/";
  private static final String REPEATED = "paramr/";
  private static final int CODE_ZERO = 128;

  private final SafetensorsFile file;

  private Fixture(SafetensorsFile file) {
    this.file = file;
  }

  /**
   * @throws UserException if the file cannot be read or is malformed
   */
  static Fixture open(Path path) {
    return new Fixture(SafetensorsFile.open(path));
  }

  Path path() {
    return file.path();
  }

  /** The metadata under a key, or a default. */
  String text(String key, String otherwise) {
    return file.metadata().getOrDefault(key, otherwise);
  }

  /**
   * A number of the metadata.
   *
   * @throws UserException if it is missing or not a number
   */
  double number(String key) {
    String text = file.metadata().get(key);
    if (text == null) {
      throw new UserException(
          "%s is not a complete fixture: its __metadata__ lacks '%s'; make it anew."
              .formatted(path(), key));
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new UserException(
          "%s: '%s' in its __metadata__ should be a number, but is '%s'."
              .formatted(path(), key, text),
          e);
    }
  }

  /** A number of the metadata, or a default where the key is missing. */
  double number(String key, double otherwise) {
    return file.metadata().containsKey(key) ? number(key) : otherwise;
  }

  /** A comma-separated list of the metadata; empty where the key is missing. */
  Set<String> list(String key) {
    return Arrays.stream(text(key, "").split(","))
        .map(String::trim)
        .filter(s -> !s.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Every key of the file. */
  Collection<String> names() {
    return file.names();
  }

  /** The quantity a key belongs to: without the marks of sampling and double precision. */
  static String quantity(String key) {
    String name = key.startsWith(SAMPLED) ? key.substring(SAMPLED.length()) : key;
    return name.endsWith(DOUBLE) ? name.substring(0, name.length() - DOUBLE.length()) : name;
  }

  boolean contains(String name) {
    return file.contains(name);
  }

  /**
   * The shape of a tensor.
   *
   * @throws UserException if it is missing
   */
  Shape shape(String name) {
    return file.info(name).shape();
  }

  /**
   * A tensor in full, as another type.
   *
   * @throws UserException if it is missing
   */
  HostTensor tensor(String name, DType dtype) {
    return file.read(name).to(dtype);
  }

  /** Whether there is a parameter or buffer of that name. */
  boolean containsParameter(String name) {
    return contains(WHOLE + name) || contains(CODED + name) || contains(REPEATED + name);
  }

  /** The state-dict names of all parameters and buffers. */
  Set<String> parameters() {
    return file.names().stream()
        .filter(n -> n.startsWith(WHOLE) || n.startsWith(CODED) || n.startsWith(REPEATED))
        .map(n -> n.substring(n.indexOf('/') + 1))
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * The shape of a parameter or buffer.
   *
   * @throws UserException if it is missing
   */
  Shape parameterShape(String name) {
    if (contains(REPEATED + name)) {
      return repeatedShape(name);
    }
    return shape((contains(CODED + name) ? CODED : WHOLE) + name);
  }

  /**
   * The size of a parameter's first axis.
   *
   * @throws UserException if it is missing or has none
   */
  int width(String parameter) {
    Shape shape = requiredShape(parameter);
    if (shape.rank() == 0 || shape.dim(0) == 0) {
      throw new UserException(
          "%s: parameter '%s' has the shape %s, which no layer has; make the fixture anew."
              .formatted(path(), parameter, shape));
    }
    return shape.dim(0);
  }

  /**
   * The shape of a parameter from which the network's sizes are read.
   *
   * @throws UserException if it is missing, which makes the fixture an incomplete one
   */
  Shape requiredShape(String parameter) {
    if (!containsParameter(parameter)) {
      throw new UserException(
          "%s is not a complete fixture: it holds no parameter '%s'; make it anew."
              .formatted(path(), parameter));
    }
    return parameterShape(parameter);
  }

  /** Whether there are images of that name, as {@code in/x_lab}. */
  boolean containsInput(String name) {
    return contains(name) || contains(coded(name));
  }

  /**
   * The shape of a tensor that every fixture of a training step has.
   *
   * @param name as {@code in/x_lab}
   * @throws UserException if it is missing or empty
   */
  Shape input(String name) {
    if (!containsInput(name)) {
      throw new UserException(
          "%s is not a fixture of a training step: it holds no tensor '%s'; name another."
              .formatted(path(), name));
    }
    Shape shape = shape(contains(name) ? name : coded(name));
    if (shape.numel() == 0) {
      throw new UserException(
          "%s: '%s' is empty, its shape is %s; make the fixture anew."
              .formatted(path(), name, shape));
    }
    return shape;
  }

  /**
   * Images, decoded.
   *
   * @param name as {@code in/x_lab}
   * @throws UserException if they are missing or their scale is no single number
   */
  HostTensor images(String name) {
    return contains(name)
        ? tensor(name, DType.F32)
        : decoded(coded(name), coded(name).replace("/", "_scale/"), input(name), DType.F32);
  }

  private static String coded(String input) {
    return input.replace("in/", "inq/");
  }

  /**
   * A parameter or buffer, decoded.
   *
   * @throws UserException if it is missing or its scale is no single number
   */
  HostTensor parameter(String name, DType dtype) {
    for (String coded : List.of(CODED, REPEATED)) {
      if (contains(coded + name)) {
        String scale = coded.replace("/", "_scale/") + name;
        return decoded(coded + name, scale, parameterShape(name), dtype);
      }
    }
    return tensor(WHOLE + name, dtype);
  }

  /** Codes, repeated where there are fewer than elements. */
  private HostTensor decoded(String key, String scaleKey, Shape shape, DType dtype) {
    HostTensor codes = file.read(key);
    HostTensor scale = file.read(scaleKey);
    if (scale.size() != 1) {
      throw new UserException(
          "%s: '%s' should hold one number, but has shape %s."
              .formatted(path(), scaleKey, scale.shape()));
    }
    if (codes.size() == 0) {
      throw new UserException("%s: '%s' holds no codes; make it anew.".formatted(path(), key));
    }
    float factor = (float) scale.get(0);
    return HostTensor.fill(
        dtype, shape, i -> ((float) codes.get((int) (i % codes.size())) - CODE_ZERO) * factor);
  }

  private Shape repeatedShape(String name) {
    String key = "paramr_shape/" + name;
    double[] sizes = file.read(key).toDoubles();
    int[] dims = new int[sizes.length];
    long numel = 1;
    for (int i = 0; i < dims.length; i++) {
      dims[i] = sizes[i] >= 1 && sizes[i] <= Integer.MAX_VALUE ? (int) sizes[i] : 0;
      numel = dims[i] == 0 || numel > Integer.MAX_VALUE / dims[i] ? 0 : numel * dims[i];
    }
    if (numel == 0 || !HostTensor.fits(DType.F32, Shape.of(dims))) {
      throw new UserException(
          "%s: '%s' is %s, which is the shape of no weight; make the fixture anew."
              .formatted(path(), key, Arrays.toString(sizes)));
    }
    return Shape.of(dims);
  }

  /**
   * The reference values of a quantity: in double precision where that is there in full; else what
   * there is, samples in double precision and all values in single.
   */
  List<Reference> references(String name) {
    if (contains(name + DOUBLE)) {
      return List.of(whole(name + DOUBLE));
    }
    List<Reference> found = new ArrayList<>();
    if (contains(SAMPLED + name + DOUBLE)) {
      found.add(sampled(SAMPLED + name + DOUBLE));
    }
    if (contains(name)) {
      found.add(whole(name));
    } else if (found.isEmpty() && contains(SAMPLED + name)) {
      found.add(sampled(SAMPLED + name));
    }
    return found;
  }

  private Reference whole(String key) {
    return new Reference(key, file.read(key).toDoubles(), null);
  }

  private Reference sampled(String key) {
    return new Reference(key, file.read(key).toDoubles(), this::indices);
  }

  /** The sampling places of tensors with so many elements. */
  private HostTensor indices(int elements) {
    return file.read("idx/" + elements);
  }

  @Override
  public void close() {
    file.close();
  }
}

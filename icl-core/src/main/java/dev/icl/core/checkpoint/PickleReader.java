package dev.icl.core.checkpoint;

import dev.icl.core.checkpoint.TorchTensor.Storage;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A reader of those Python pickles that hold PyTorch's tensors. A pickle is a program for a stack
 * machine that can name any function of Python. This one knows a handful of names, those of tensors
 * and their containers, makes values of its own for them and executes nothing; any other name is
 * refused.
 *
 * <p>Values are maps, lists (tuples too), texts, {@link BigInteger}, {@code Double}, {@code
 * Boolean}, {@link #NONE}, {@link Storage} and {@link TorchTensor}. What is made takes memory in
 * proportion to the bytes that are read.
 */
final class PickleReader {
  /** The value of Python's {@code None}. */
  static final Object NONE = new Object();

  private static final Object MARK = new Object();
  private static final String TENSORS = "torch._utils.";
  private static final String ORDERED = "collections.OrderedDict";
  private static final String SIZE = "torch.Size";
  private static final Set<String> KNOWN =
      Set.of(
          ORDERED,
          SIZE,
          TENSORS + "_rebuild_tensor",
          TENSORS + "_rebuild_tensor_v2",
          TENSORS + "_rebuild_parameter");
  private static final int LONGEST_NUMBER = 16;

  /** Far more than a state dict of a hundred thousand tensors takes. */
  private static final int MOST_STEPS = 1 << 22;

  private final ByteBuffer in;
  private final List<Object> stack = new ArrayList<>();
  private final Map<Integer, Object> memo = new HashMap<>();

  /**
   * @param in read from its position on, to the end of one pickle
   */
  PickleReader(ByteBuffer in) {
    this.in = in.order(ByteOrder.LITTLE_ENDIAN);
  }

  /** A pickle that is not one of tensors, or is damaged; its text tells what of it. */
  static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 300;

    /**
     * @param reason the rest of a sentence, which may have texts of the file in it
     */
    Malformed(String reason) {
      super(printable(reason.length() > LONGEST ? reason.substring(0, LONGEST) + "…" : reason));
    }

    private static String printable(String text) {
      return text.replaceAll("\\p{Cntrl}", "?");
    }
  }

  /**
   * A name of Python's.
   *
   * @param name module and name
   */
  private record Global(String name) {}

  /**
   * The value of the next pickle.
   *
   * @throws Malformed if it is damaged, or is not made of tensors alone
   */
  Object read() {
    stack.clear();
    memo.clear();
    try {
      for (int i = 0; i < MOST_STEPS; i++) {
        int opcode = in.get() & 0xff;
        if (opcode == '.') {
          return pop();
        }
        step(opcode);
      }
      throw new Malformed("it holds more than a state dict does");
    } catch (BufferUnderflowException e) {
      throw new Malformed("it ends in the middle");
    }
  }

  private void step(int opcode) {
    switch (opcode) {
      case 0x80 -> requireProtocol(in.get() & 0xff);
      case 0x95 -> in.getLong();
      case '(' -> push(MARK);
      case '0' -> pop();
      case '1' -> marked();
      case '2' -> push(top());
      case 'N' -> push(NONE);
      case 0x88 -> push(true);
      case 0x89 -> push(false);
      case 'J' -> push(BigInteger.valueOf(in.getInt()));
      case 'K' -> push(BigInteger.valueOf(in.get() & 0xff));
      case 'M' -> push(BigInteger.valueOf(in.getShort() & 0xffff));
      case 0x8a -> push(number(in.get() & 0xff));
      case 'G' -> push(Double.longBitsToDouble(Long.reverseBytes(in.getLong())));
      case 'X' -> push(text(in.getInt()));
      case 0x8c, 'U' -> push(text(in.get() & 0xff));
      case 'T' -> push(text(in.getInt()));
      case '}' -> push(new LinkedHashMap<>());
      case ']' -> push(new ArrayList<>());
      case ')' -> push(List.of());
      case 't' -> push(List.copyOf(marked()));
      case 0x85, 0x86, 0x87 -> push(tuple(opcode - 0x84));
      case 'a' -> append(List.of(pop()));
      case 'e' -> append(marked());
      case 's' -> put(pair());
      case 'u' -> put(marked());
      case 'q' -> memo.put(in.get() & 0xff, top());
      case 'r' -> memo.put(in.getInt(), top());
      case 0x94 -> memo.put(memo.size(), top());
      case 'h' -> push(remembered(in.get() & 0xff));
      case 'j' -> push(remembered(in.getInt()));
      case 'c' -> push(global(line(), line()));
      case 0x93 -> stackGlobal();
      case 'Q' -> push(storage(pop()));
      case 'R' -> reduce();
      // attributes of what was made: a state dict has versions of its layers there
      case 'b' -> pop();
      default ->
          throw new Malformed("it holds what is no tensor (opcode 0x%02x)".formatted(opcode));
    }
  }

  private static void requireProtocol(int protocol) {
    if (protocol > 5) {
      throw new Malformed("its pickle has the unknown protocol " + protocol);
    }
  }

  private void push(Object value) {
    stack.add(value);
  }

  private Object top() {
    if (stack.isEmpty()) {
      throw new Malformed("it takes a value from nowhere");
    }
    return stack.get(stack.size() - 1);
  }

  private Object pop() {
    Object value = top();
    stack.remove(stack.size() - 1);
    return value;
  }

  /** The values behind the last mark, which go with it. */
  private List<Object> marked() {
    int mark = stack.lastIndexOf(MARK);
    if (mark < 0) {
      throw new Malformed("it takes values from nowhere");
    }
    List<Object> values = new ArrayList<>(stack.subList(mark + 1, stack.size()));
    stack.subList(mark, stack.size()).clear();
    return values;
  }

  private List<Object> tuple(int size) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      values.add(0, pop());
    }
    return List.copyOf(values);
  }

  private List<Object> pair() {
    Object value = pop();
    return List.of(pop(), value);
  }

  private void append(List<Object> values) {
    if (!(top() instanceof ArrayList<?>)) {
      throw new Malformed("it appends to what is no list");
    }
    @SuppressWarnings("unchecked") // lists on the stack hold anything
    List<Object> list = (List<Object>) top();
    list.addAll(values);
  }

  private void put(List<Object> keysAndValues) {
    if (!(top() instanceof LinkedHashMap<?, ?>) || keysAndValues.size() % 2 != 0) {
      throw new Malformed("it puts values into what is no dictionary");
    }
    @SuppressWarnings("unchecked") // dictionaries on the stack hold anything
    Map<Object, Object> map = (Map<Object, Object>) top();
    for (int i = 0; i < keysAndValues.size(); i += 2) {
      Object key = keysAndValues.get(i);
      // other keys are none of a state dict, and hash codes of containers may never end
      if (key instanceof String || key instanceof BigInteger) {
        map.put(key.toString(), keysAndValues.get(i + 1));
      }
    }
  }

  private Object remembered(int place) {
    Object value = memo.get(place);
    if (value == null) {
      throw new Malformed("it remembers what was never there");
    }
    return value;
  }

  private BigInteger number(int length) {
    if (length > LONGEST_NUMBER) {
      throw new Malformed("it holds a number of %d bytes".formatted(length));
    }
    byte[] bytes = new byte[length + 1];
    for (int i = length; i >= 1; i--) {
      bytes[i] = in.get();
    }
    bytes[0] = (byte) (length > 0 && bytes[1] < 0 ? -1 : 0);
    return new BigInteger(bytes);
  }

  private String text(int length) {
    if (length < 0 || length > in.remaining()) {
      throw new Malformed("it ends in the middle of a text");
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private String line() {
    int start = in.position();
    int length = 0;
    while (in.get() != '\n') {
      length++;
    }
    byte[] bytes = new byte[length];
    in.get(start, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private void stackGlobal() {
    Object name = pop();
    if (!(pop() instanceof String module) || !(name instanceof String text)) {
      throw new Malformed("it names a function by what is no text");
    }
    push(global(module, text));
  }

  private static Object global(String module, String name) {
    String whole = module + "." + name;
    boolean known = KNOWN.contains(whole);
    if (!known && (!module.equals("torch") || TorchType.ofStorage(name).isEmpty())) {
      throw new Malformed(
          "it asks for '%s', and only tensors are read"
              .formatted(whole.length() > 80 ? whole.substring(0, 80) + "…" : whole));
    }
    return new Global(whole);
  }

  /** Of {@code ('storage', type, key, location, elements)}, and in old files a view of it. */
  private static Storage storage(Object id) {
    if (id instanceof List<?> parts
        && parts.size() >= 5
        && parts.get(0).equals("storage")
        && parts.get(1) instanceof Global type
        && parts.get(2) instanceof String key
        && (parts.size() == 5 || parts.get(5) == NONE)) {
      return new Storage(type(type), key, whole(parts.get(4)));
    }
    throw new Malformed("a tensor of it has no storage that can be read");
  }

  private static TorchType type(Global storage) {
    return TorchType.ofStorage(storage.name().substring(storage.name().indexOf('.') + 1))
        .orElseThrow(() -> new Malformed("a storage has the type " + storage.name()));
  }

  private void reduce() {
    Object arguments = pop();
    if (!(pop() instanceof Global function) || !(arguments instanceof List<?> given)) {
      throw new Malformed("it calls what is no function");
    }
    push(made(function.name(), given));
  }

  private static Object made(String function, List<?> given) {
    if (function.equals(ORDERED)) {
      return ordered(given);
    }
    Object first = given.isEmpty() ? NONE : given.get(0);
    if (function.equals(SIZE) && first instanceof List<?>) {
      return first;
    }
    if (function.equals(TENSORS + "_rebuild_parameter") && first instanceof TorchTensor) {
      return first;
    }
    if (function.startsWith(TENSORS + "_rebuild_tensor")
        && given.size() >= 4
        && first instanceof Storage storage) {
      return new TorchTensor(
          storage, whole(given.get(1)), wholes(given.get(2)), wholes(given.get(3)));
    }
    throw new Malformed("it calls '%s' with what makes none".formatted(function));
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
    throw new Malformed("a size of it is no whole number");
  }

  private static List<Long> wholes(Object value) {
    if (value instanceof List<?> values) {
      return values.stream().map(PickleReader::whole).toList();
    }
    throw new Malformed("sizes of it are no tuple");
  }
}

package dev.icl.core.checkpoint;

import dev.icl.core.checkpoint.PickleNames.Global;
import dev.icl.core.checkpoint.PickleNames.Other;
import dev.icl.core.checkpoint.TorchTensor.Storage;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A reader of those Python pickles that hold PyTorch's tensors, of any protocol up to 5. A pickle
 * is a program for a stack machine that can name any function of Python. This one knows a list of
 * names ({@link PickleNames}), makes values of its own for them and executes nothing; any other
 * name is refused.
 *
 * <p>Values are maps, lists (tuples too), texts, {@link BigInteger}, {@code Double}, {@code
 * Boolean}, {@link #NONE}, {@link Storage}, {@link TorchTensor} and {@link Other}. What is made
 * takes memory in proportion to the bytes that are read.
 */
final class PickleReader {
  /** The value of Python's {@code None}. */
  static final Object NONE = new Object();

  private static final Object MARK = new Object();
  private static final int NEWEST_PROTOCOL = 5;

  /** Far more than the state dict and the optimiser of a hundred thousand tensors take. */
  private static final int MOST_STEPS = 1 << 22;

  private final PickleInput in;
  private final List<Object> stack = new ArrayList<>();
  private final Map<Integer, Object> memo = new HashMap<>();
  private final Map<String, Storage> storages = new HashMap<>();
  private int steps;

  /**
   * A reader of one pickle or several, one after another.
   *
   * @param in read from its position on
   */
  PickleReader(ByteBuffer in) {
    this.in = new PickleInput(in);
  }

  /** A pickle that is not one of tensors, or is damaged; its text tells what of it. */
  static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 300;

    /**
     * A reason.
     *
     * @param reason the rest of a sentence, which may have texts of the file in it
     */
    Malformed(String reason) {
      super(printable(reason.length() > LONGEST ? reason.substring(0, LONGEST) + "…" : reason));
    }

    private static String printable(String text) {
      return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029\\u0085]", "?");
    }
  }

  /** The storages that the pickles so far name, by their keys. */
  Map<String, Storage> storages() {
    return Map.copyOf(storages);
  }

  /**
   * The value of the next pickle.
   *
   * @throws Malformed if it is damaged, or asks for other than tensors and plain data
   */
  Object read() {
    stack.clear();
    memo.clear();
    steps = 0;
    try {
      while (true) {
        int opcode = in.unsigned();
        spend(1);
        if (opcode == '.') {
          return pop();
        }
        step(opcode);
      }
    } catch (BufferUnderflowException e) {
      throw new Malformed("it ends in the middle");
    }
  }

  /** Counts steps, and values that one step copies. */
  private void spend(int count) {
    steps += count;
    if (steps > MOST_STEPS) {
      throw new Malformed("it holds more than a state dict does");
    }
  }

  private void step(int opcode) {
    switch (opcode) {
      case 0x80 -> requireProtocol(in.unsigned());
      case 0x95 -> in.skip(Long.BYTES); // the length of what follows, which its end tells too
      case '(' -> push(MARK);
      case '0' -> pop();
      case '1' -> marked();
      case '2' -> push(top());
      case 'N' -> push(NONE);
      case 'a' -> append(List.of(pop()));
      case 'e' -> append(marked());
      case 's' -> put(pair());
      case 'u' -> put(marked());
      case 0x90 -> add(marked());
      case 'q' -> memo.put(in.unsigned(), top());
      case 'r' -> memo.put(in.number(), top());
      case 'p' -> memo.put(in.placeOnLine(), top());
      case 0x94 -> memo.put(memo.size(), top());
      case 'h' -> push(remembered(in.unsigned()));
      case 'j' -> push(remembered(in.number()));
      case 'g' -> push(remembered(in.placeOnLine()));
      case 'c' -> push(PickleNames.global(in.line(), in.line()));
      case 0x93 -> stackGlobal();
      case 'Q' -> push(storage(pop()));
      case 'R', 0x81 -> call(pop());
      case 0x92 -> {
        pop();
        call(pop());
      }
      // attributes of what was made: a state dict has versions of its layers there
      case 'b' -> pop();
      default -> push(literal(opcode));
    }
  }

  private Object literal(int opcode) {
    return switch (opcode) {
      case 0x88 -> true;
      case 0x89 -> false;
      case 'I', 'L' -> in.wholeOnLine();
      case 'J' -> BigInteger.valueOf(in.number());
      case 'K' -> BigInteger.valueOf(in.unsigned());
      case 'M' -> BigInteger.valueOf(in.unsignedShort());
      case 0x8a -> in.whole(in.unsigned());
      case 0x8b -> in.whole(in.number());
      case 'G' -> in.bigEndianDouble();
      case 'F' -> line("float");
      case 'X', 'T' -> in.text(in.number());
      case 0x8c, 'U' -> in.text(in.unsigned());
      case 0x8d -> in.text(in.longLength());
      case 'C' -> bytes(in.unsigned());
      case 'B' -> bytes(in.number());
      case 0x8e, 0x96 -> bytes(in.longLength());
      case '}' -> new LinkedHashMap<>();
      case ']' -> new ArrayList<>();
      case ')' -> List.of();
      case 't' -> List.copyOf(marked());
      case 0x85, 0x86, 0x87 -> tuple(opcode - 0x84);
      case 'l' -> marked();
      case 'd' -> dictionary(marked());
      case 0x8f -> new Other("set");
      case 0x91 -> frozen(marked());
      default ->
          throw new Malformed("it holds what is no tensor (opcode 0x%02x)".formatted(opcode));
    };
  }

  private static void requireProtocol(int protocol) {
    if (protocol > NEWEST_PROTOCOL) {
      throw new Malformed("its pickle has the unknown protocol " + protocol);
    }
  }

  private Other bytes(int length) {
    in.skip(length);
    return new Other("bytes");
  }

  private Other line(String type) {
    in.line();
    return new Other(type);
  }

  private static Other frozen(List<Object> values) {
    return new Other("set of " + values.size());
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
    int mark = stack.size() - 1;
    while (mark >= 0 && stack.get(mark) != MARK) {
      mark--;
    }
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
    if (top() instanceof Other) {
      return;
    }
    if (!(top() instanceof ArrayList<?>)) {
      throw new Malformed("it appends to what is no list");
    }
    @SuppressWarnings("unchecked") // lists on the stack hold anything
    List<Object> list = (List<Object>) top();
    list.addAll(values);
  }

  private void add(List<Object> values) {
    if (!(top() instanceof Other)) {
      throw new Malformed("it adds %d values to what is no set".formatted(values.size()));
    }
  }

  private void put(List<Object> keysAndValues) {
    if (top() instanceof Other) {
      return;
    }
    if (!(top() instanceof LinkedHashMap<?, ?>)) {
      throw new Malformed("it puts values into what is no dictionary");
    }
    @SuppressWarnings("unchecked") // dictionaries on the stack hold anything
    Map<Object, Object> map = (Map<Object, Object>) top();
    putAll(map, keysAndValues);
  }

  private static Map<Object, Object> dictionary(List<Object> keysAndValues) {
    Map<Object, Object> map = new LinkedHashMap<>();
    putAll(map, keysAndValues);
    return map;
  }

  private static void putAll(Map<Object, Object> map, List<Object> keysAndValues) {
    if (keysAndValues.size() % 2 != 0) {
      throw new Malformed("it puts values into what is no dictionary");
    }
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

  private void stackGlobal() {
    Object name = pop();
    if (!(pop() instanceof String module) || !(name instanceof String text)) {
      throw new Malformed("it names a function by what is no text");
    }
    push(PickleNames.global(module, text));
  }

  private Storage storage(Object id) {
    Storage storage = PickleNames.storage(id);
    Storage known = storages.putIfAbsent(storage.key(), storage);
    if (known != null && !known.equals(storage)) {
      throw new Malformed(
          "its storage '%s' is said to be of two types or sizes".formatted(storage.key()));
    }
    return storage;
  }

  private void call(Object arguments) {
    if (!(pop() instanceof Global function) || !(arguments instanceof List<?> given)) {
      throw new Malformed("it calls what is no function");
    }
    if (!given.isEmpty() && given.get(0) instanceof List<?> copied) {
      spend(copied.size());
    }
    push(PickleNames.made(function, given));
  }
}

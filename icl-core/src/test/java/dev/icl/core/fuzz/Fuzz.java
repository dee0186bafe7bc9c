package dev.icl.core.fuzz;

import dev.icl.core.error.UserException;
import dev.icl.core.random.RandomKey;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * Reads mutations of valid files. Each must end in a value or in a {@link UserException} of one
 * sentence that names the file, and none may have run out of memory on the way.
 *
 * <p>{@code -Dicl.fuzz.mutations=N} sets how many a suite reads, in place of the few that a build
 * has time for.
 */
public final class Fuzz {
  private final Path file;
  private final Consumer<Path> reader;
  private final BiFunction<byte[], byte[], byte[]> repair;

  /**
   * @param file to be written over and over
   * @param reader takes in the whole file
   * @param repair makes a mutation more convincing: of the valid file and the mutation
   */
  public Fuzz(Path file, Consumer<Path> reader, BiFunction<byte[], byte[], byte[]> repair) {
    this.file = file;
    this.reader = reader;
    this.repair = repair;
  }

  /** How many mutations to read: the system property, or else a number. */
  public static int mutations(int otherwise) {
    return Integer.getInteger("icl.fuzz.mutations", otherwise);
  }

  /**
   * The outcome of a series of mutations.
   *
   * @param read how many gave a value
   * @param refused how many were refused
   * @param slowestMillis the longest time that one took
   * @param slowest its number
   */
  public record Outcome(int read, int refused, long slowestMillis, int slowest) {}

  /**
   * Reads mutations of some files in turn.
   *
   * @param valid files that are read
   * @param key of the random stream
   * @param count how many mutations
   * @throws AssertionError if one ended otherwise than it may; it names the number
   */
  public Outcome run(List<byte[]> valid, RandomKey key, int count) throws IOException {
    Map<Boolean, Integer> outcomes = new TreeMap<>();
    long slowest = -1;
    int slowestNumber = 0;
    // One open file, rewritten in place, is much faster than a new one each time.
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      for (int i = 0; i < count; i++) {
        byte[] original = valid.get(i % valid.size());
        byte[] mutation = repair.apply(original, Mutator.mutate(original, key.child(i)));
        out.seek(0);
        out.write(mutation);
        if (out.length() != mutation.length) {
          out.setLength(mutation.length);
        }
        long start = System.nanoTime();
        outcomes.merge(read(i), 1, Integer::sum);
        long took = System.nanoTime() - start;
        if (took > slowest) {
          slowest = took;
          slowestNumber = i;
        }
      }
    }
    return new Outcome(
        outcomes.getOrDefault(true, 0),
        outcomes.getOrDefault(false, 0),
        slowest / 1_000_000,
        slowestNumber);
  }

  private boolean read(int number) {
    try {
      reader.accept(file);
      return true;
    } catch (UserException e) {
      check(number, e);
      return false;
    } catch (Throwable e) {
      throw new AssertionError("mutation " + number + " ended in " + e, e);
    }
  }

  private void check(int number, UserException e) {
    String message = String.valueOf(e.getMessage());
    boolean sentence = message.endsWith(".") && message.lines().count() == 1;
    // The other file of a pair has the same name up to its ending.
    String name = file.getFileName().toString();
    if (!sentence || !message.contains(name.substring(0, name.indexOf('.') + 1))) {
      throw new AssertionError("mutation " + number + " was refused with: " + message, e);
    }
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryError) {
        throw new AssertionError("mutation " + number + " asked for too much memory", e);
      }
    }
  }
}

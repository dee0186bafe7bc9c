package dev.icl.data.catalog;

import dev.icl.core.error.UserException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The problems found in a dataset: one sentence each, without repetition, in the order they were
 * found.
 */
public final class DatasetDiagnostics {
  private final Set<String> sentences = new LinkedHashSet<>();
  private final Set<String> undrawn = new LinkedHashSet<>();
  private final Set<String> notes = new LinkedHashSet<>();

  /**
   * Notes a problem.
   *
   * @param sentence what is wrong, where, and how to fix it
   */
  public void add(String sentence) {
    sentences.add(sentence);
  }

  /**
   * Notes why the scans cannot be given parts, as where there are too few label maps: a problem for
   * a training, but none of the scans.
   *
   * @param sentence what is wrong, and how to fix it
   */
  public void addUndrawn(String sentence) {
    undrawn.add(sentence);
    sentences.add(sentence);
  }

  /** Whether nothing kept the scans from being given parts. */
  public boolean isDrawn() {
    return undrawn.isEmpty();
  }

  /** The problems of the scans apart from that. */
  public DatasetDiagnostics ofScans() {
    DatasetDiagnostics others = new DatasetDiagnostics();
    sentences.stream().filter(s -> !undrawn.contains(s)).forEach(others::add);
    return others;
  }

  /** Notes a problem if the action refuses to go on because of it. */
  public void collect(Runnable action) {
    try {
      action.run();
    } catch (UserException e) {
      add(e.getMessage());
    }
  }

  /**
   * Notes what is no problem, but may surprise.
   *
   * @param sentence what, and where
   */
  public void note(String sentence) {
    notes.add(sentence);
  }

  /** Notes on what may surprise, in the order it was found. */
  public List<String> notes() {
    return new ArrayList<>(notes);
  }

  /** The sentences so far. */
  public List<String> sentences() {
    return new ArrayList<>(sentences);
  }

  /** Whether nothing is wrong so far. */
  public boolean isEmpty() {
    return sentences.isEmpty();
  }

  /**
   * @throws UserException if there is any; with the first sentence, and how many more there are
   */
  public void throwIfAny() {
    if (sentences.isEmpty()) {
      return;
    }
    String first = sentences.iterator().next();
    int more = sentences.size() - 1;
    throw new UserException(
        more == 0
            ? first
            : "%s (%d more: icl data check lists %s.)"
                .formatted(first, more, more == 1 ? "it" : "them"));
  }
}

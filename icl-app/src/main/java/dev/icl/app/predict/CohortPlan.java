package dev.icl.app.predict;

import dev.icl.app.predict.PredictionInputs.Input;
import dev.icl.app.share.Shard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The scans of a cohort and their sizes, by which they are shared among processes.
 *
 * @param items every scan, in the order in which the command line names them
 */
public record CohortPlan(List<Item> items) {
  /** Keeps its own copy of the list. */
  public CohortPlan {
    items = List.copyOf(items);
  }

  /**
   * A scan to be segmented.
   *
   * @param input the scan
   * @param bytes of its files, as they are stored
   */
  public record Item(Input input, long bytes) {
    /** The name of the case, with slashes on every system. */
    public String name() {
      return input.caseName();
    }
  }

  /** The plan for some scans. Opens none of them. */
  public static CohortPlan of(List<Input> inputs) {
    Map<Path, Long> folders = new HashMap<>();
    return new CohortPlan(
        inputs.stream()
            .map(
                input ->
                    new Item(
                        input,
                        input.files().stream().mapToLong(file -> bytes(file, folders)).sum()))
            .toList());
  }

  /** The same scans, the largest first, so that processes that share them end together. */
  public CohortPlan largestFirst() {
    return new CohortPlan(
        items.stream().sorted(Comparator.comparingLong(Item::bytes).reversed()).toList());
  }

  /** The scans of one of several parts that are about equally large. */
  public CohortPlan part(Shard shard) {
    return new CohortPlan(shard.of(items, Item::bytes));
  }

  /** The scans alone. */
  public List<Input> inputs() {
    return items.stream().map(Item::input).toList();
  }

  /** The size of all files together. */
  public long bytes() {
    return items.stream().mapToLong(Item::bytes).sum();
  }

  /**
   * The size of a file, or of the files in the folder of a series. Of several series in a folder
   * each counts as all of it: to tell them apart, every header would have to be read.
   *
   * @param folders sizes that are known already
   */
  private static long bytes(Path file, Map<Path, Long> folders) {
    if (Files.isRegularFile(file)) {
      return file.toFile().length();
    }
    Path folder = Files.isDirectory(file) ? file : file.getParent();
    // what does not exist is reported when it is read
    return folder == null ? 0 : folders.computeIfAbsent(folder, CohortPlan::inFolder);
  }

  private static long inFolder(Path folder) {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(each -> each.toFile().length()).sum();
    } catch (IOException | UncheckedIOException e) {
      return 0; // reading it reports that
    }
  }
}

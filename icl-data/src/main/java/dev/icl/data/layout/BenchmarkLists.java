package dev.icl.data.layout;

import dev.icl.core.error.UserException;
import dev.icl.data.catalog.DatasetDiagnostics;
import dev.icl.data.catalog.ListFile;
import dev.icl.data.catalog.PlacedCase;
import dev.icl.data.catalog.ScanCase;
import dev.icl.data.settings.DataConfig;
import dev.icl.data.split.Placement;
import dev.icl.data.split.Split;
import dev.icl.data.split.Splits;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The split of a dataset: that of {@code data.split}; else that of the lists next to the scans,
 * {@code train}, {@code val} and {@code test}, the first patients of the training list being
 * labelled; else a seeded one.
 *
 * @param root folder of the lists
 * @param ending of the lists, such as {@code .list}
 * @param file of a case that a list names
 */
public record BenchmarkLists(Path root, String ending, Function<String, Path> file) {
  /**
   * The subset of each of the scans.
   *
   * @param cases every scan of the dataset
   * @param config the section {@code data}: the split, or the numbers that one is drawn with
   * @param findings receives what is wrong with the split
   */
  public List<PlacedCase> place(
      List<ScanCase> cases, DataConfig config, DatasetDiagnostics findings) {
    Optional<Split> named = Optional.empty();
    try {
      named = Splits.named(config, cases);
    } catch (UserException e) {
      findings.add(e.getMessage());
      return unplaced(cases);
    }
    boolean listed = Files.exists(root.resolve("train" + ending), LinkOption.NOFOLLOW_LINKS);
    Split split;
    try {
      split =
          named.isPresent()
              ? named.get()
              : listed ? ofLists(cases, config, findings) : Splits.seeded(cases, config);
    } catch (UserException e) {
      findings.addUndrawn(e.getMessage());
      return unplaced(cases);
    }
    return Placement.place(cases, split, findings);
  }

  private static List<PlacedCase> unplaced(List<ScanCase> cases) {
    return Placement.place(cases, new Split("", Map.of()), new DatasetDiagnostics());
  }

  /**
   * The same of a dataset that has no lists.
   *
   * @param cases every scan of the dataset
   * @param config the section {@code data}
   * @param findings receives what is wrong with the split
   */
  public static List<PlacedCase> seeded(
      List<ScanCase> cases, DataConfig config, DatasetDiagnostics findings) {
    return new BenchmarkLists(Path.of(""), ".no such list", Path::of)
        .place(cases, config, findings);
  }

  private Split ofLists(List<ScanCase> cases, DataConfig config, DatasetDiagnostics findings) {
    Map<String, ScanCase> byName =
        cases.stream().collect(Collectors.toMap(ScanCase::name, c -> c, (a, b) -> a));
    List<ScanCase> train = read("train", byName, findings);
    boolean hasTest = Files.exists(root.resolve("test" + ending));
    List<ScanCase> validation = read("val", byName, findings);
    List<ScanCase> test = hasTest ? read("test", byName, findings) : List.of();
    String origin = "The split of the lists in " + root;
    return Splits.ofLists(origin, train, config, validation, test);
  }

  private List<ScanCase> read(
      String part, Map<String, ScanCase> byName, DatasetDiagnostics findings) {
    Path list = root.resolve(part + ending);
    String missing =
        "list the %s cases there, one a line, or name a split file with data.split (icl data split writes one)"
            .formatted(part.equals("val") ? "validation" : part);
    return new ListFile(list, missing)
        .read(file, findings).stream().filter(byName::containsKey).map(byName::get).toList();
  }
}

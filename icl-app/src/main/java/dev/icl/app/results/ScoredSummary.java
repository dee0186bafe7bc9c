package dev.icl.app.results;

import dev.icl.core.json.JsonFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code summary.json} of an evaluation as it is read, of this release or an earlier one.
 *
 * @param iterations the network was trained for; null where it is not told
 * @param networks the number that segmented together, or out of fold each its own cases; null where
 *     it is not told
 * @param split which cases were scored; null where it is not told
 * @param emptyMasks the convention for classes that a map lacks; null where it is not told
 * @param nsdToleranceMm the tolerance of {@code nsd}; null where it is not told
 * @param selection the criterion that chose the network; never null
 * @param inference the options with which the network was applied, by their names; empty where they
 *     are not told
 */
public record ScoredSummary(
    @Nullable Integer iterations,
    @Nullable Integer networks,
    @Nullable String split,
    @Nullable String emptyMasks,
    @Nullable Double nsdToleranceMm,
    Selection selection,
    Map<String, Object> inference) {
  /** Selection and options are always there, if ones that tell nothing. */
  public ScoredSummary {
    selection = selection == null ? Selection.UNTOLD : selection;
    Map<String, Object> told = new TreeMap<>(inference == null ? Map.of() : inference);
    told.values().removeIf(Objects::isNull);
    inference = Map.copyOf(told);
  }

  /**
   * The criterion that chose the network among all iterations of its training.
   *
   * @param by {@code validation_dice}, {@code nothing}, {@code mixed} for networks of either kind,
   *     or {@code unknown}; empty where it is not told
   * @param candidates among how many validations; null where it is not told
   * @param onScoredCases how many of the scored cases are of patients that the choice was made on;
   *     null where it is not told
   * @param cases how many were scored; null where it is not told
   */
  public record Selection(
      String by,
      @Nullable Integer candidates,
      @Nullable Integer onScoredCases,
      @Nullable Integer cases) {
    /** The value of {@code by} where validations chose some of the networks and nothing others. */
    public static final String MIXED = "mixed";

    private static final Selection UNTOLD = new Selection("", null, null, null);

    /** Nobody may have told what chose it. */
    public Selection {
      by = by == null ? "" : by;
    }
  }

  /**
   * Reads the summary in a folder of {@code icl evaluate}; one that tells nothing where there is
   * none.
   *
   * @param mend what to do about one that is damaged, as {@link JsonFile} says
   * @throws dev.icl.core.error.UserException if it cannot be read, or is no summary
   */
  public static ScoredSummary in(Path folder, String mend) {
    return Optional.of(folder.resolve("summary.json"))
        .filter(Files::isRegularFile)
        .map(file -> JsonFile.read(file, ScoredSummary.class, mend))
        .orElseGet(
            () -> new ScoredSummary(null, null, null, null, null, Selection.UNTOLD, Map.of()));
  }
}

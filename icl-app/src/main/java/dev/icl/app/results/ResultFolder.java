package dev.icl.app.results;

import dev.icl.app.config.ConfigTree;
import dev.icl.core.error.UserException;
import dev.icl.core.io.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A folder that {@code icl evaluate --out} wrote.
 *
 * @param path the folder
 * @param rows of {@code cases.csv}
 * @param emptyMasks the convention for classes that a map lacks, where that is told
 * @param nsdToleranceMm the tolerance of {@code nsd}, where that is told
 * @param network how the network was chosen, where that is told
 * @param inference the options with which the network was applied, by their names; empty where they
 *     are not told
 * @param patientPattern {@code data.patient_pattern} of the configuration; empty where none is told
 */
record ResultFolder(
    Path path,
    List<CaseRow> rows,
    Optional<String> emptyMasks,
    Optional<Double> nsdToleranceMm,
    Optional<ChosenNetwork> network,
    Map<String, Object> inference,
    String patientPattern) {
  /** Copies the list and the map. */
  ResultFolder {
    rows = List.copyOf(rows);
    inference = Map.copyOf(inference);
  }

  /**
   * Reads {@code cases.csv} of the folder, or of the evaluation in a training's folder, and {@code
   * summary.json} and {@code config.yaml} where they are there.
   *
   * @throws UserException if one of them cannot be read
   */
  static ResultFolder read(Path named) {
    Path path = EvaluationsIn.named(named);
    ScoredSummary summary = ScoredSummary.in(path, "write it anew with icl evaluate, or remove it");
    return new ResultFolder(
        path,
        CasesCsv.read(path.resolve("cases.csv")),
        Optional.ofNullable(summary.emptyMasks()),
        Optional.ofNullable(summary.nsdToleranceMm()),
        ChosenNetwork.in(summary.selection()),
        summary.inference(),
        patientPattern(path.resolve("config.yaml")));
  }

  /** Its scores. */
  Path cases() {
    return path.resolve("cases.csv");
  }

  private static String patientPattern(Path config) {
    if (!Files.isRegularFile(config)) {
      return "";
    }
    try {
      return RecordedSettings.of(ConfigTree.ofFile(TextFile.read(config))).data().patientPattern();
    } catch (IOException e) {
      throw new UserException(
          config + " is damaged or cannot be read; write it anew with icl evaluate, or remove it.",
          e);
    }
  }
}

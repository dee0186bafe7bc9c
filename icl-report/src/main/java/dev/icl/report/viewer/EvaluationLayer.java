package dev.icl.report.viewer;

import dev.icl.app.results.CaseRow;
import dev.icl.app.results.CasesCsv;
import dev.icl.app.run.EvaluationFolder;
import dev.icl.core.error.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An evaluation whose label maps are a layer of the page.
 *
 * @param name of the layer
 * @param folder of the evaluation
 * @param rows its scores
 */
public record EvaluationLayer(String name, EvaluationFolder folder, List<CaseRow> rows) {
  /** Copies the list. */
  public EvaluationLayer {
    rows = List.copyOf(rows);
  }

  /**
   * Reads the scores of an evaluation.
   *
   * @param name of the layer
   * @param path that {@code icl evaluate --out} wrote
   * @throws UserException if it is no such folder
   */
  public static EvaluationLayer read(String name, Path path) {
    EvaluationFolder folder = new EvaluationFolder(path);
    if (!Files.isRegularFile(folder.config())) {
      throw new UserException(
          path + " holds no config.yaml, which says where its scans are; evaluate again.");
    }
    return new EvaluationLayer(name, folder, CasesCsv.read(folder.cases()));
  }

  /** Names of the scored cases, in order. */
  List<String> cases() {
    return rows.stream().map(CaseRow::name).distinct().toList();
  }

  /** Names of the foreground classes, in order. */
  List<String> classes() {
    return rows.stream().map(CaseRow::label).distinct().toList();
  }

  /** The scores of a case, a class each. */
  List<CaseRow> of(String name) {
    return rows.stream().filter(row -> row.name().equals(name)).toList();
  }
}

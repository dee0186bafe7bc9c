package dev.icl.report.input;

import com.fasterxml.jackson.databind.JsonNode;
import dev.icl.app.results.CaseRow;
import dev.icl.app.results.ScoredSummary;
import dev.icl.core.json.Json;
import dev.icl.data.catalog.Patients;
import dev.icl.data.metrics.Metric;
import dev.icl.data.model.Fingerprint;
import dev.icl.report.input.TrainedFolder.Evaluated;
import dev.icl.report.record.Scored;
import dev.icl.report.record.Scored.Network;
import dev.icl.report.record.Scored.SelectedOn;
import dev.icl.report.record.TrainingOutcome.CaseScores;
import dev.icl.report.record.TrainingOutcome.Overlay;
import dev.icl.report.record.TrainingOutcome.Overlays;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The scores of a training's cases as a record has them.
 *
 * @param training the training's folder, which paths of pictures are relative to
 * @param evaluation the folder with the scores, inside of it
 */
record ScoredCases(Path training, Evaluated evaluation) {
  private static final String USUAL_MASKS = "strict";

  /**
   * Every class of every case.
   *
   * @param patientPattern tells patients by the names of cases where the file does not
   */
  List<CaseScores> cases(String patientPattern) {
    Patients byName = Patients.of(patientPattern, Patients.FRAMES);
    return evaluation.rows().stream()
        .map(row -> CaseScores.of(row, row.patient().orElseGet(() -> byName.of(row.name()))))
        .toList();
  }

  /**
   * The network that was scored, as the summary of the evaluation states it.
   *
   * @param iterations of the whole training
   */
  Scored scored(int iterations) {
    ScoredSummary told = evaluation.summary();
    SelectedOn selectedOn = SelectedOn.of(told.selection().by());
    int iteration = Objects.requireNonNullElse(told.iterations(), iterations);
    boolean atTheEnd = iteration == iterations;
    return new Scored(
        selectedOn == SelectedOn.VALIDATION
            ? Network.BEST
            : selectedOn == SelectedOn.NONE && atTheEnd ? Network.FINAL : Network.OTHER,
        iteration,
        told.split(),
        selectedOn,
        told.selection().candidates(),
        told.selection().onScoredCases());
  }

  /**
   * The rules of the scores that are not the usual ones, by their names.
   *
   * @param configured the section {@code inference} of the training
   */
  Map<String, Object> unusual(JsonNode configured) {
    ScoredSummary summary = evaluation.summary();
    Map<String, Object> unusual = new TreeMap<>();
    String masks = summary.emptyMasks();
    if (masks != null && !masks.equals(USUAL_MASKS)) {
      unusual.put("empty_masks", masks);
    }
    Integer networks = summary.networks();
    if (networks != null && networks != 1) {
      unusual.put("networks", networks);
    }
    summary
        .inference()
        .forEach(
            (option, value) -> {
              JsonNode usual = configured.path(option);
              if (!usual.isMissingNode() && !usual.equals(Json.tree(value))) {
                unusual.put(option, value);
              }
            });
    return unusual;
  }

  /**
   * A fingerprint of the reference label maps of all cases; empty where not all are told, as
   * earlier releases wrote none.
   */
  Optional<String> references() {
    boolean told = evaluation.rows().stream().allMatch(row -> row.reference().isPresent());
    return told && !evaluation.rows().isEmpty()
        ? Optional.of(
            Fingerprint.of(
                evaluation.rows().stream()
                    .map(
                        row ->
                            String.join(
                                "\n", row.name(), row.label(), row.reference().orElseThrow()))
                    .sorted()
                    .collect(Collectors.joining("\n"))))
        : Optional.empty();
  }

  /** The pictures of three cases; empty where none is there. */
  Optional<Overlays> overlays() {
    Map<String, List<Double>> dice = new LinkedHashMap<>();
    for (CaseRow row : evaluation.rows()) {
      dice.computeIfAbsent(row.name(), name -> new ArrayList<>())
          .add(row.scores().get(Metric.DICE));
    }
    return Overlays.of(
        dice.entrySet().stream()
            .map(scores -> overlay(scores.getKey(), scores.getValue()))
            .filter(overlay -> Files.exists(training.resolve(overlay.png())))
            .toList());
  }

  private Overlay overlay(String name, List<Double> dice) {
    return Overlay.of(name, dice, training, evaluation.overlay(name));
  }
}

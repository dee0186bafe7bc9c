package dev.icl.report.viewer;

import dev.icl.app.results.CaseRow;
import dev.icl.app.shown.EvaluatedScans;
import dev.icl.app.shown.ScoredScan;
import dev.icl.core.error.UserException;
import dev.icl.data.metrics.Metric;
import dev.icl.data.scan.Scan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The cases of evaluations of the same scans: the reference, then a layer for each evaluation. */
public final class EvaluatedCases implements ViewedCases {
  private static final String REFERENCE = "reference";

  private final String title;
  private final EvaluatedScans scans;
  private final List<EvaluationLayer> evaluations;
  private final List<String> names;

  /**
   * @param title the heading of the page
   * @param scans that all of the evaluations scored
   * @param evaluations at least one
   * @param wanted names of the cases to show; empty for all of the first evaluation
   * @throws UserException if one of them was not scored, or no label map was kept
   */
  public EvaluatedCases(
      String title, EvaluatedScans scans, List<EvaluationLayer> evaluations, List<String> wanted) {
    this.title = title;
    this.scans = scans;
    this.evaluations = List.copyOf(evaluations);
    this.names = WantedCases.of(wanted, evaluations.get(0).cases());
    for (EvaluationLayer evaluation : evaluations) {
      if (names.stream().noneMatch(name -> evaluation.folder().labels(name).toFile().isFile())) {
        throw new UserException(
            "The evaluation %s holds no label maps of these cases, as those of earlier releases: evaluate the network again, with the same --out."
                .formatted(evaluation.folder().path()));
      }
    }
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public String subtitle() {
    return "Scans as their files hold them, not preprocessed, with the reference and the segmentations of "
        + String.join(", ", evaluations.stream().map(EvaluationLayer::name).toList())
        + ".";
  }

  @Override
  public List<String> names() {
    return names;
  }

  @Override
  public List<String> layers() {
    List<String> layers = new ArrayList<>(List.of(REFERENCE));
    evaluations.forEach(evaluation -> layers.add(evaluation.name()));
    return layers;
  }

  @Override
  public Optional<String> className(int label) {
    List<String> classes = evaluations.get(0).classes();
    return label <= classes.size() ? Optional.of(classes.get(label - 1)) : Optional.empty();
  }

  @Override
  public ViewedCase read(String name) {
    ScoredScan scan = scans.read(name);
    Scan image = scan.channels().get(0);
    List<Optional<Scan>> labels = new ArrayList<>(List.of(Optional.of(scan.reference())));
    for (EvaluationLayer evaluation : evaluations) {
      labels.add(scans.prediction(evaluation.folder(), name, image));
    }
    return new ViewedCase(scan.channels(), scans.channelNames(), labels);
  }

  @Override
  public Map<Integer, List<ClassScore>> scores(String name) {
    Map<Integer, List<ClassScore>> scores = new LinkedHashMap<>();
    for (int i = 0; i < evaluations.size(); i++) {
      List<CaseRow> rows = evaluations.get(i).of(name);
      if (!rows.isEmpty()) {
        scores.put(i + 1, rows.stream().map(EvaluatedCases::score).toList());
      }
    }
    return scores;
  }

  private static ClassScore score(CaseRow row) {
    return new ClassScore(row.label(), value(row, Metric.DICE), value(row, Metric.HD95_VOXEL));
  }

  private static double value(CaseRow row, Metric metric) {
    return Objects.requireNonNullElse(row.scores().get(metric), Double.NaN);
  }
}

package dev.icl.app.run;

import dev.icl.app.checkpoint.DataFacts;
import dev.icl.app.checkpoint.KnownScans;
import dev.icl.core.checkpoint.CheckpointInfo;
import dev.icl.core.checkpoint.FactKey;
import dev.icl.core.checkpoint.Facts;
import dev.icl.core.error.UserException;
import dev.icl.data.model.Dataset;
import dev.icl.data.print.KnownScan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The scored scans that a network has seen, in training or when its checkpoint was chosen: by the
 * scans themselves wherever they are, and by the patients' names within one folder, or where no
 * scan can tell. Patients of one name in two folders are two where their scans are.
 */
final class SeenScans {
  private final Facts facts;
  private final Optional<KnownScans> trainedOn;
  private final Optional<KnownScans> selectedOn;
  private final String data;
  private final String root;
  private final List<String> names;
  private final List<String> patients;
  private final List<KnownScan> prints;

  /**
   * @param info of the checkpoint
   * @param data the name of the dataset that is scored; patients of another are others
   * @param dataset whose validation cases are scored; their images are read if the checkpoint tells
   *     its scans
   * @throws UserException if the checkpoint's list of scans cannot be read
   */
  SeenScans(CheckpointInfo info, String data, Dataset dataset) {
    this.facts = info.facts();
    this.trainedOn = facts.get(DataFacts.TRAINING_SCANS);
    this.selectedOn = facts.get(DataFacts.SELECTION_SCANS);
    this.data = data;
    this.root = dataset.provenance().root();
    this.names = dataset.validationCases();
    this.patients = dataset.validationPatients();
    this.prints = byContent() ? dataset.validationPrints() : List.of();
  }

  /** Whether the checkpoint tells its scans, and not just the names of their patients. */
  boolean byContent() {
    return trainedOn.isPresent();
  }

  /** {@code content} where the scans themselves were compared, or {@code names}. */
  String comparedBy() {
    boolean told =
        prints.stream().anyMatch(scan -> !scan.print().isEmpty())
            && trainedOn.filter(KnownScans::tell).isPresent();
    return told ? "content" : EvaluationSummary.BY_NAMES;
  }

  /**
   * A scored scan that was seen.
   *
   * @param name of the case
   * @param patient as it is named here
   * @param original the same scan as the checkpoint names it; empty if the patient's name told
   */
  record Seen(String name, String patient, Optional<KnownScan> original) {}

  /** Those that the network was trained on, by their case's name. */
  Map<String, Seen> inTraining() {
    return seen(DataFacts.TRAINING_PATIENTS, trainedOn);
  }

  /** Those that chose the best checkpoint. */
  Map<String, Seen> inSelection() {
    return seen(DataFacts.SELECTION_PATIENTS, selectedOn);
  }

  private Map<String, Seen> seen(FactKey<List<String>> patientsFact, Optional<KnownScans> told) {
    Set<String> known = patients(patientsFact);
    Optional<KnownScans> scans =
        prints.isEmpty() ? Optional.empty() : told.filter(KnownScans::tell);
    boolean sameRoot = root.equals(facts.get(DataFacts.ROOT).orElse(root));
    Map<String, Seen> seen = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      Optional<KnownScan> same = Optional.empty();
      boolean comparable = false;
      if (scans.isPresent()) {
        same = scans.get().sameAs(prints.get(i));
        comparable = !prints.get(i).print().isEmpty();
      }
      boolean named = known.contains(patients.get(i)) && (sameRoot || !comparable);
      if (named || same.isPresent()) {
        Optional<KnownScan> original = named ? Optional.empty() : same;
        seen.put(names.get(i), new Seen(names.get(i), patients.get(i), original));
      }
    }
    return seen;
  }

  private Set<String> patients(FactKey<List<String>> fact) {
    boolean same = facts.get(DataFacts.DATASET).filter(data::equals).isPresent();
    return same ? Set.copyOf(facts.get(fact).orElse(List.of())) : Set.of();
  }

  /**
   * @throws UserException that the network was trained on a scan
   */
  void refuseTrained(Seen seen) {
    if (seen.original().isPresent()) {
      throw new UserException(
          "%s of %s is the scan %s of %s, which the network was trained on: score it on scans it has not seen, or results are too good to be true."
              .formatted(seen.name(), here(), seen.original().get().name(), there()));
    }
    throw new UserException(
        "%s of %s is by its name of the patient %s%s, whom the network was trained on: score it on patients it has not seen, or results are too good to be true."
            .formatted(seen.name(), here(), seen.patient(), elsewhere()));
  }

  /**
   * @throws UserException that a scan chose the checkpoint
   */
  void refuseSelecting(Seen seen) {
    if (seen.original().isPresent()) {
      throw new UserException(
          "%s of %s is the scan %s of %s, which chose this checkpoint: score test cases that had no part in that, or final.safetensors, or add --allow-selection-on-test, which the results will then say."
              .formatted(seen.name(), here(), seen.original().get().name(), there()));
    }
    throw new UserException(
        "%s of %s is by its name of the patient %s%s, whose scans chose this checkpoint: score test cases that had no part in that, or final.safetensors, or add --allow-selection-on-test, which the results will then say."
            .formatted(seen.name(), here(), seen.patient(), elsewhere()));
  }

  /** The other place, where there are two. */
  private String elsewhere() {
    return there().equals(here()) ? "" : " of " + there();
  }

  private String here() {
    return place(data, root);
  }

  private String there() {
    return place(
        facts.get(DataFacts.DATASET).orElse("the data"), facts.get(DataFacts.ROOT).orElse(""));
  }

  private static String place(String name, String root) {
    return root.isEmpty() ? name : root;
  }
}

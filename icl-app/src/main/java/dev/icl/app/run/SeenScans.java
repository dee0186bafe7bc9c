package dev.icl.app.run;

import dev.icl.core.checkpoint.CheckpointInfo;
import dev.icl.core.error.UserException;
import dev.icl.data.model.Dataset;
import dev.icl.data.print.KnownScan;
import java.util.Arrays;
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
  /** The fact of a checkpoint that names the folder of its data. */
  static final String ROOT = "data_root";

  private final CheckpointInfo info;
  private final String data;
  private final String root;
  private final List<String> names;
  private final List<String> patients;
  private final List<KnownScan> prints;

  /**
   * @param data the name of the dataset that is scored; patients of another are others
   * @param dataset whose validation cases are scored; their images are read if the checkpoint tells
   *     its scans
   */
  SeenScans(CheckpointInfo info, String data, Dataset dataset) {
    this.info = info;
    this.data = data;
    this.root = dataset.provenance().root();
    this.names = dataset.validationCases();
    this.patients = dataset.validationPatients();
    this.prints = byContent() ? dataset.validationPrints() : List.of();
  }

  /** Whether the checkpoint tells its scans, and not just the names of their patients. */
  boolean byContent() {
    return info.facts().containsKey(KnownScans.TRAINING);
  }

  /** {@code content} where the scans themselves were held against each other, or {@code names}. */
  String comparedBy() {
    boolean told =
        prints.stream().anyMatch(scan -> !scan.print().isEmpty())
            && KnownScans.in(info, KnownScans.TRAINING).filter(KnownScans::tell).isPresent();
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
    return seen(Training.PATIENTS, KnownScans.TRAINING);
  }

  /** Those that chose the best checkpoint. */
  Map<String, Seen> inSelection() {
    return seen(Selection.PATIENTS, KnownScans.SELECTION);
  }

  private Map<String, Seen> seen(String patientsFact, String printsFact) {
    Set<String> known = patients(patientsFact);
    Optional<KnownScans> scans =
        prints.isEmpty()
            ? Optional.empty()
            : KnownScans.in(info, printsFact).filter(KnownScans::tell);
    boolean sameRoot = root.equals(info.facts().getOrDefault(ROOT, root));
    Map<String, Seen> seen = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      Optional<KnownScan> same = Optional.empty();
      boolean told = false;
      if (scans.isPresent()) {
        same = scans.get().sameAs(prints.get(i));
        told = !prints.get(i).print().isEmpty();
      }
      boolean named = known.contains(patients.get(i)) && (sameRoot || !told);
      if (named || same.isPresent()) {
        Optional<KnownScan> original = named ? Optional.empty() : same;
        seen.put(names.get(i), new Seen(names.get(i), patients.get(i), original));
      }
    }
    return seen;
  }

  private Set<String> patients(String fact) {
    String listed = info.facts().getOrDefault(fact, "");
    boolean same = data.equals(info.facts().get(Training.DATA));
    return same && !listed.isEmpty() ? Set.copyOf(Arrays.asList(listed.split("\n"))) : Set.of();
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
        info.facts().getOrDefault(Training.DATA, "the data"), info.facts().getOrDefault(ROOT, ""));
  }

  private static String place(String name, String root) {
    return root.isEmpty() ? name : root;
  }
}

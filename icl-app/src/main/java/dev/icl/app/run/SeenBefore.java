package dev.icl.app.run;

import dev.icl.app.checkpoint.DataFacts;
import dev.icl.app.checkpoint.KnownScans;
import dev.icl.core.checkpoint.CheckpointInfo;
import dev.icl.core.checkpoint.Facts;
import dev.icl.core.error.UserException;
import dev.icl.data.model.Dataset;
import dev.icl.data.print.KnownScan;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The scans that the weights of a training's start had learned from: the network that results has
 * seen them too.
 *
 * @param data name of their dataset; patients of another are others
 * @param patients by name
 * @param prints of their scans
 */
record SeenBefore(String data, Set<String> patients, KnownScans prints) {
  /** Nothing that is known of. */
  static final SeenBefore NOTHING = new SeenBefore("", Set.of(), KnownScans.NONE);

  /** The scans that a checkpoint lists. */
  static SeenBefore of(CheckpointInfo info) {
    Facts facts = info.facts();
    return new SeenBefore(
        facts.get(DataFacts.DATASET).orElse(""),
        new LinkedHashSet<>(facts.get(DataFacts.TRAINING_PATIENTS).orElse(List.of())),
        facts.get(DataFacts.TRAINING_SCANS).orElse(KnownScans.NONE));
  }

  /**
   * Refuses weights that learned from a scan of validation, which would choose the best network and
   * is scored during the training.
   *
   * @param file with the weights
   * @param dataset of the training that starts with them
   * @throws UserException if there is such a scan
   */
  void requireApart(Path file, Dataset dataset) {
    List<String> cases = dataset.validationCases();
    List<String> names = dataset.validationPatients();
    List<KnownScan> scans = prints.scans().isEmpty() ? List.of() : dataset.validationPrints();
    boolean sameData = data.equals(dataset.provenance().name());
    for (int i = 0; i < cases.size(); i++) {
      boolean named = sameData && patients.contains(names.get(i));
      Optional<KnownScan> same = scans.isEmpty() ? Optional.empty() : prints.sameAs(scans.get(i));
      if (named || same.isPresent()) {
        throw new UserException(
            "train.from: %s was trained on the patient of %s, which is a validation case here, so that scores would be too good to be true; split the data as it was then, or name other weights."
                .formatted(file, cases.get(i)));
      }
    }
  }
}

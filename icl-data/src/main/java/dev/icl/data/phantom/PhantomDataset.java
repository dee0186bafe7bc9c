package dev.icl.data.phantom;

import dev.icl.core.error.UserException;
import dev.icl.core.random.RandomKey;
import dev.icl.data.catalog.ReadingRules;
import dev.icl.data.model.Fingerprint;
import java.util.List;

/**
 * Made-up short-axis cardiac scans that need no download, with the classes of ACDC. Every patient
 * is a function of the seed and the patient's number, so a larger phantom starts with the patients
 * of a smaller one; scans are made when first asked for and kept.
 */
public final class PhantomDataset extends DrawnDataset {
  private static final Kind KIND =
      new Kind(
          PhantomProvider.NAME, List.of("background", "RV", "Myo", "LV"), ReadingRules.ONE_CHANNEL);

  /**
   * A phantom to train on slices of.
   *
   * @param settings the number of patients, and the seed
   * @param labelDraw which patients are labelled: 0 for the first ones
   * @param difficulty the variation of patients and the quality of scans
   * @throws UserException if there is no training or no validation patient
   */
  public PhantomDataset(PhantomSettings settings, int labelDraw, PhantomDifficulty difficulty) {
    this(settings, labelDraw, difficulty, 2);
  }

  /**
   * A phantom.
   *
   * @param settings the number of patients, and the seed
   * @param labelDraw which patients are labelled: 0 for the first ones
   * @param difficulty the variation of patients and the quality of scans
   * @param rank the number of axes of the training samples: 2 for slices, 3 for whole scans
   * @throws UserException if there is no training or no validation patient
   */
  public PhantomDataset(
      PhantomSettings settings, int labelDraw, PhantomDifficulty difficulty, int rank) {
    super(KIND, cohort(settings, difficulty), labelDraw, rank);
  }

  private static Cohort cohort(PhantomSettings settings, PhantomDifficulty difficulty) {
    RandomKey key = RandomKey.of(settings.phantomSeed());
    return settings.cohort(
        (name, of, i) -> PhantomPatient.draw(name, key.child(of).child(i), difficulty),
        Fingerprint.of(
            settings.phantomSeed()
                + " "
                + settings.phantomPatients()
                + " "
                + settings.phantomValidation()
                + " "
                + difficulty));
  }
}

package dev.icl.data.phantom;

import dev.icl.core.error.UserException;
import dev.icl.core.settings.Doc;
import dev.icl.core.settings.Max;
import dev.icl.core.settings.Min;
import dev.icl.core.settings.Rules;
import dev.icl.data.settings.DataConfig;

/**
 * The settings of the phantoms.
 *
 * @param phantomPatients how many training patients it has
 * @param phantomValidation how many validation patients it has
 * @param phantomSeed decides its anatomy, apart from the run's seed
 */
public record PhantomSettings(
    @Doc("training patients of the phantom") @Min(1) @Max(1000) int phantomPatients,
    @Doc("validation patients of the phantom") @Min(1) @Max(1000) int phantomValidation,
    @Doc("decides the phantom's anatomy, apart from `seed`") long phantomSeed) {
  /** The phantom of the default benchmark. */
  public static PhantomSettings defaults() {
    return new PhantomSettings(40, 8, 2023);
  }

  /** Draws one patient. */
  interface Drawing<P extends DrawnPatient> {
    /**
     * @param name of the patient
     * @param part {@code patient} or {@code validation}, whose random stream it is drawn from
     * @param number among those of the part, from 0
     */
    P draw(String name, String part, int number);
  }

  /**
   * The patients that these settings ask for.
   *
   * @param drawing draws each
   * @param fingerprint of all that decides their scans
   * @throws UserException if there is no training or no validation patient
   */
  <P extends DrawnPatient> DrawnDataset.Cohort cohort(Drawing<P> drawing, String fingerprint) {
    return new DrawnDataset.Cohort(
        DrawnDataset.patients(
            "data.phantom_patients",
            phantomPatients,
            i -> drawing.draw(DrawnDataset.numbered("phantom", "%03d", i + 1), "patient", i)),
        DrawnDataset.patients(
            "data.phantom_validation",
            phantomValidation,
            i -> drawing.draw(DrawnDataset.numbered("validation", "%03d", i + 1), "validation", i)),
        fingerprint);
  }

  /** Tells what the section {@code data} must keep to. */
  void check(DataConfig data, Rules rules) {
    rules.must(
        data.preprocess().isDefault() || rules.unread("name"),
        "preprocess",
        "be left out for the phantom, which is drawn ready for use",
        "given");
    rules.must(
        data.labeled() <= phantomPatients || rules.unread("name", "labeled", "phantom_patients"),
        "labeled",
        "be at most data.phantom_patients, which is " + phantomPatients,
        data.labeled());
  }
}

package dev.icl.app.run;

import dev.icl.core.error.UserException;
import dev.icl.data.model.Dataset;
import dev.icl.data.print.KnownScan;
import dev.icl.data.print.ScanCopies;
import java.util.List;

/**
 * The check that a network is scored on other scans than it is trained on, regardless of their
 * names: a training whose evaluation would be refused is refused at its start.
 */
final class SeparateScans {
  private final Dataset dataset;
  private final TrainedOn trainedOn;

  /**
   * @param trainedOn what of the dataset the training learns from
   */
  SeparateScans(Dataset dataset, TrainedOn trainedOn) {
    this.dataset = dataset;
    this.trainedOn = trainedOn;
  }

  /**
   * Compares the scans that are trained on with those of validation, which were read already.
   *
   * @throws UserException if one is among both
   */
  void requireValidation() {
    if (!dataset.validationCases().isEmpty()) {
      require(trainedOn.prints().scans(), "trained on", dataset.validationPrints(), "validation");
    }
  }

  /**
   * Compares both with the test scans, which are read for it.
   *
   * @throws UserException if one is among them, or cannot be read
   */
  void requireTests() {
    if (!dataset.testCases().isEmpty()) {
      List<KnownScan> tests = dataset.testPrints();
      require(trainedOn.prints().scans(), "trained on", tests, "test");
      require(dataset.validationPrints(), "validation", tests, "test");
    }
  }

  private void require(List<KnownScan> seen, String seenFor, List<KnownScan> held, String heldFor) {
    ScanCopies.between(seen, held).stream()
        .findFirst()
        .ifPresent(
            pair -> {
              throw new UserException(
                  "%s (%s) and %s (%s) of %s are the same scan: keep it in one part, or results are too good to be true; icl data check names the files."
                      .formatted(
                          pair.first().name(),
                          seenFor,
                          pair.second().name(),
                          heldFor,
                          dataset.provenance().root()));
            });
  }
}

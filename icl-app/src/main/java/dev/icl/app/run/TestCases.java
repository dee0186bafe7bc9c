package dev.icl.app.run;

import dev.icl.data.model.DataProvenance;
import dev.icl.data.model.Dataset;
import dev.icl.data.model.Slice;
import dev.icl.data.model.SliceId;
import dev.icl.data.model.Volume;
import dev.icl.data.print.KnownScan;
import java.util.List;

/**
 * A dataset whose test cases stand in the place of its validation cases.
 *
 * @param dataset with test cases
 */
record TestCases(Dataset dataset) implements Dataset {
  @Override
  public List<String> classNames() {
    return dataset.classNames();
  }

  @Override
  public List<SliceId> trainingSlices() {
    return dataset.trainingSlices();
  }

  @Override
  public Slice trainingSlice(int index) {
    return dataset.trainingSlice(index);
  }

  @Override
  public List<String> validationCases() {
    return dataset.testCases();
  }

  @Override
  public Volume validationVolume(int index) {
    return dataset.testVolume(index);
  }

  @Override
  public List<String> validationPatients() {
    return dataset.testPatients();
  }

  @Override
  public List<KnownScan> trainingPrints() {
    return dataset.trainingPrints();
  }

  @Override
  public List<KnownScan> validationPrints() {
    return dataset.testPrints();
  }

  @Override
  public DataProvenance provenance() {
    return dataset.provenance();
  }

  @Override
  public String fingerprintWithTests() {
    return dataset.fingerprintWithTests();
  }
}

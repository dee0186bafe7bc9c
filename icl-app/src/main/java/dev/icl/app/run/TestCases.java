package dev.icl.app.run;

import dev.icl.data.model.DataProvenance;
import dev.icl.data.model.Dataset;
import dev.icl.data.print.KnownScan;
import dev.icl.data.sample.Sample;
import dev.icl.data.sample.SampleId;
import dev.icl.data.sample.SampleSource;
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
  public List<String> channelNames() {
    return dataset.channelNames();
  }

  @Override
  public List<SampleId> trainingSamples() {
    return dataset.trainingSamples();
  }

  @Override
  public Sample trainingSample(int index) {
    return dataset.trainingSample(index);
  }

  @Override
  public SampleSource trainingSource(int index) {
    return dataset.trainingSource(index);
  }

  @Override
  public List<String> validationCases() {
    return dataset.testCases();
  }

  @Override
  public Sample validationScan(int index) {
    return dataset.testScan(index);
  }

  @Override
  public List<String> validationPatients() {
    return dataset.testPatients();
  }

  @Override
  public List<Long> validationBytes() {
    return dataset.testBytes();
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

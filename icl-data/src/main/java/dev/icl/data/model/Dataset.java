package dev.icl.data.model;

import dev.icl.data.print.KnownScan;
import dev.icl.data.sample.Sample;
import dev.icl.data.sample.SampleId;
import dev.icl.data.sample.SampleSource;
import dev.icl.data.sample.Spacing;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Training samples and validation scans of one kind. Safe for use by several threads.
 *
 * <p>Training samples are addressed by their place in {@link #trainingSamples()}, scans by their
 * place in {@link #validationCases()}.
 */
public interface Dataset {
  /** Names of the classes; the place in the list is the label value, and 0 is the background. */
  List<String> classNames();

  /** Names of the values at each voxel of an image, in their order. */
  default List<String> channelNames() {
    return List.of("image");
  }

  /** The number of values at each voxel of an image. */
  default int channels() {
    return channelNames().size();
  }

  /** The training samples in the order of the benchmark: labelled patients come from its start. */
  List<SampleId> trainingSamples();

  /**
   * One training sample at its own size.
   *
   * @param index place in {@link #trainingSamples()}
   * @throws dev.icl.core.error.UserException if it cannot be read
   */
  Sample trainingSample(int index);

  /**
   * One training sample as the source of images: the whole sample, unless the dataset keeps it
   * where its parts can be read.
   *
   * @param index place in {@link #trainingSamples()}
   * @throws dev.icl.core.error.UserException if it cannot be read
   */
  default SampleSource trainingSource(int index) {
    return SampleSource.of(trainingSample(index));
  }

  /** Names of the validation scans, in order. */
  List<String> validationCases();

  /**
   * One validation scan at its own size, labels included.
   *
   * @param index place in {@link #validationCases()}
   * @throws dev.icl.core.error.UserException if it cannot be read
   */
  Sample validationScan(int index);

  /** The patients of the validation scans, in their order; the case's name by default. */
  default List<String> validationPatients() {
    return validationCases();
  }

  /** Names of the test scans, in order; empty where the dataset keeps none for tests. */
  default List<String> testCases() {
    return List.of();
  }

  /** The patients of the test scans, in their order; the case's name by default. */
  default List<String> testPatients() {
    return testCases();
  }

  /**
   * One test scan at its own size, labels included.
   *
   * @param index place in {@link #testCases()}
   * @throws dev.icl.core.error.UserException if it cannot be read
   */
  default Sample testScan(int index) {
    throw new IndexOutOfBoundsException(index + " of no test scans");
  }

  /**
   * The drawing of labelled patients that {@link #labeledSplit} gives: 0 for the first ones of the
   * list, as published.
   */
  default int labelDraw() {
    return 0;
  }

  /**
   * The training samples that keep their labels: those of the first patients of the drawing, or
   * those that the dataset's split lists as labelled regardless of the number.
   *
   * @param patients the number of patients
   * @throws dev.icl.core.error.UserException if there are not that many
   */
  default LabeledSplit labeledSplit(int patients) {
    return LabeledSplit.ofPatients(trainingSamples(), patients, labelDraw());
  }

  /**
   * Reads every training and validation scan once, so that what is wrong with one is found before a
   * training begins; what fits stays in memory.
   *
   * @throws dev.icl.core.error.UserException if one cannot be read
   */
  default void readAll(FirstPass progress) {}

  /**
   * The fingerprints of the scans of the training samples; those that were not read yet are read.
   * Empty where the dataset cannot tell.
   *
   * @throws dev.icl.core.error.UserException if one cannot be read
   */
  default List<KnownScan> trainingPrints() {
    return List.of();
  }

  /**
   * The same of the validation scans, in their order.
   *
   * @throws dev.icl.core.error.UserException if one cannot be read
   */
  default List<KnownScan> validationPrints() {
    return List.of();
  }

  /**
   * The same of the test scans, in their order.
   *
   * @throws dev.icl.core.error.UserException if one cannot be read
   */
  default List<KnownScan> testPrints() {
    return List.of();
  }

  /**
   * The size of the files of each validation scan in bytes, in their order; empty where there are
   * no files. Opens none.
   */
  default List<Long> validationBytes() {
    return List.of();
  }

  /** The same of the test scans, in their order. */
  default List<Long> testBytes() {
    return List.of();
  }

  /**
   * The median distance between voxels of the training samples along each of their axes, after
   * preprocessing; empty where no file says. Scans that were not read yet are read.
   */
  default Optional<Spacing> spacing() {
    return Optional.empty();
  }

  /** The provenance of the data, to be written next to every result. */
  DataProvenance provenance();

  /**
   * A fingerprint of all that a result is made from, wherever it lies: what {@link
   * DataProvenance#fingerprint} is of, and the test part too. Reads no scan.
   *
   * @return SHA-256 in hexadecimal
   */
  default String fingerprintWithTests() {
    return provenance().fingerprint();
  }

  /**
   * The class of each value that label maps in the dataset's files hold, from 0; −1 for a value
   * that must not occur. Values are classes by default.
   */
  default List<Integer> classOfStoredLabel() {
    return IntStream.range(0, classes()).boxed().toList();
  }

  /** The number of classes, the background included. */
  default int classes() {
    return classNames().size();
  }
}

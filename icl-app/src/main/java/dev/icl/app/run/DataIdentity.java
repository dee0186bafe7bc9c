package dev.icl.app.run;

import dev.icl.app.checkpoint.DataFacts;
import dev.icl.core.checkpoint.Facts;
import dev.icl.core.engine.ProcessGroup;
import dev.icl.core.error.UserException;
import dev.icl.core.io.Sha256;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.data.Datasets;
import dev.icl.data.model.DataProvenance;
import dev.icl.data.model.Dataset;
import dev.icl.data.model.Fingerprint;
import dev.icl.data.model.LabeledSplit;
import dev.icl.data.sample.SampleId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The identity of the data that a training must find again to continue: the scans and their
 * subsets, and which of them keep their labels, regardless of the number, draw or list that decided
 * it.
 *
 * @param dataset name of the dataset
 * @param scans fingerprint of the scans
 * @param labels fingerprint of the names of the labelled samples, in order
 */
record DataIdentity(String dataset, String scans, String labels) {
  static DataIdentity of(Dataset dataset, LabeledSplit split) {
    DataProvenance data = dataset.provenance();
    List<SampleId> samples = dataset.trainingSamples();
    String labelled =
        split.labeled().stream()
            .map(place -> samples.get(place).name())
            .collect(Collectors.joining("\n"));
    return new DataIdentity(data.name(), data.fingerprint(), Fingerprint.of(labelled));
  }

  /** The facts of a checkpoint with these. */
  Facts noted(Facts facts) {
    return facts.with(DataFacts.FINGERPRINT, scans).with(DataFacts.LABELS_FINGERPRINT, labels);
  }

  /**
   * Checks that a checkpoint was trained on the same; one of an earlier release tells less.
   *
   * @param file the checkpoint
   * @param facts of it
   * @throws UserException if it was not
   */
  void requireSame(Path file, Facts facts) {
    if (!facts.get(DataFacts.FINGERPRINT).orElse(scans).equals(scans)) {
      throw new UserException(
          file
              + " was trained on other scans than "
              + Datasets.source(dataset)
              + " now; go on with the same data, or start anew in another folder.");
    }
    if (!facts.get(DataFacts.LABELS_FINGERPRINT).orElse(labels).equals(labels)) {
      throw new UserException(
          file
              + " was trained with labels of other scans than are labelled now; give data.split or"
              + " the dataset's own lists as they were, or start anew in another folder.");
    }
  }

  /**
   * Checks that every process of a training has the same scans and labels.
   *
   * @throws UserException in all of them if one has not
   */
  void requireSame(ProcessGroup group) {
    if (group.isAlone()) {
      return;
    }
    byte[] digest =
        Sha256.digest().digest((scans + "\n" + labels).getBytes(StandardCharsets.UTF_8));
    HostTensor all =
        group.allGather(
            HostTensor.wrap(DType.U8, Shape.of(1, digest.length), ByteBuffer.wrap(digest)));
    for (int rank = 1; rank < group.size(); rank++) {
      if (!all.rows(rank, 1).bytes().equals(all.rows(0, 1).bytes())) {
        throw new UserException(
            "Process %d of the training finds other scans or labels in %s than process 0; give all processes the same data."
                .formatted(rank, Datasets.source(dataset)));
      }
    }
  }
}

package dev.icl.app.proposal;

import dev.icl.core.text.Counts;
import dev.icl.data.fingerprint.TargetGrid;
import dev.icl.data.preprocess.PreprocessConfig;
import dev.icl.modules.proxy.AttentionMapMixers;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The reasons for the values of a proposal, as comments. */
final class Reasons {
  private final Proposal proposal;
  private final Map<String, String> comments = new HashMap<>();

  private Reasons(Proposal proposal) {
    this.proposal = proposal;
  }

  /** Lines about the dataset and the rules. */
  static List<String> header(Proposal proposal) {
    return List.of(
        "Proposed for %s in %s by nnU-Net's published rules."
            .formatted(
                proposal.fingerprint().dataset(), proposal.fingerprint().root().replace('\n', ' ')),
        "%s; the median one has %s voxels%s."
            .formatted(
                Counts.of(proposal.fingerprint().scans().size(), "training and validation scan"),
                times(proposal.grid().median()),
                proposal.grid().known()
                    ? " of %s mm".formatted(times(proposal.grid().spacing()))
                    : told(proposal.grid())),
        "Memory: %s GB as nnU-Net counts it, in mixed precision; here it is about twice, and 2 GB besides."
            .formatted(plain(proposal.memory())));
  }

  private static String told(TargetGrid grid) {
    return grid.isAssumed()
        ? ", taken for %s mm, which the files do not tell".formatted(times(grid.spacing()))
        : ", whose distance the files do not tell";
  }

  /** A comment for each of some keys. */
  static Map<String, String> of(Proposal proposal) {
    Reasons reasons = new Reasons(proposal);
    reasons.ofMethod();
    reasons.ofData();
    reasons.ofTraining();
    return reasons.comments;
  }

  private void ofMethod() {
    LabelChoice labels = proposal.labels();
    comments.put(
        "data.labeled",
        labels.everyOneHas()
            ? "of %s, who all have label maps: a tenth keeps them"
                .formatted(Counts.of(labels.training(), "training patient"))
            : "of %s: all that have label maps"
                .formatted(Counts.of(labels.training(), "training patient")));
    if (!labels.leavesUnlabeled()) {
      comments.put("method.name", "no training scan is without labels");
    }
    Optional<Object> mixer = proposal.config().method().value("mixer");
    mixer.ifPresent(
        name ->
            comments.put(
                "method.mixer",
                name.equals(AttentionMapMixers.DENSE)
                    ? "the authors'; its weights fit into a quarter of the memory"
                    : "the authors' dense mixer does not fit into a quarter of the memory"));
    comments.put("network.name", "levels, strides and kernels follow from patch and spacing");
  }

  private void ofData() {
    TargetGrid grid = proposal.grid();
    PreprocessConfig preprocess = proposal.config().data().preprocess();
    if (grid.known() && proposal.asked().preprocess().spacing().isEmpty()) {
      comments.put(
          "data.preprocess.spacing",
          grid.thick()
              ? "mm: the median of the scans, and along axis %d, where slices lie far apart, the 10th percentile"
                      .formatted(grid.slices() + 1)
                  + (proposal.chosen().rank() == 2 ? " (0: slices stay where they are)" : "")
              : "mm: the median of the scans");
    } else if (!grid.known()) {
      comments.put(
          "data.root",
          grid.isAssumed()
              ? "files without a spacing: nothing is resampled"
              : "files without a spacing: all axes count alike, and nothing is resampled");
    }
    if (!preprocess.window().isEmpty()) {
      comments.put(
          "data.preprocess.window", "CT: the 0.5 and 99.5 percentiles of the labelled foreground");
    }
    if (proposal.chosen().rank() == 3) {
      comments.put("data.foreground_share", "nnU-Net's third, in whole images of a batch");
    }
  }

  private void ofTraining() {
    RankPlan chosen = proposal.chosen();
    comments.put(
        "train.patch",
        "%s of the median %s of %s pixels%s"
            .formatted(
                String.format(Locale.ROOT, "%.0f %%", 100 * chosen.covered()),
                chosen.rank() == 2 ? "slice" : "scan",
                times(chosen.median()),
                chosen.rank() == 2 ? "; slices are resized to it" : ""));
    comments.put(
        "train.labeled_batch",
        "%d images in a step, labelled and unlabelled ones together".formatted(chosen.batch()));
  }

  private static String times(List<Double> values) {
    return values.stream().map(Reasons::plain).collect(Collectors.joining(" x "));
  }

  private static String plain(double value) {
    return new BigDecimal(value).round(new MathContext(6)).stripTrailingZeros().toPlainString();
  }
}

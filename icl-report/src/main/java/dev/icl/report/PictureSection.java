package dev.icl.report;

import dev.icl.report.analysis.Accuracy;
import dev.icl.report.analysis.Analysis;
import dev.icl.report.analysis.Labels;
import dev.icl.report.analysis.Run;
import dev.icl.report.analysis.Words;
import dev.icl.report.record.TrainingOutcome.Overlay;
import dev.icl.report.record.TrainingOutcome.Overlays;
import dev.icl.report.view.Picture;
import dev.icl.report.view.Section;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The best, the median and the worst case of each method. */
final class PictureSection {
  /** With more groups than this each method is shown on one engine only. */
  private static final int MOST_GROUPS = 3;

  private PictureSection() {}

  static List<Section> of(Analysis analysis, Labels labels) {
    List<Picture> pictures = new ArrayList<>();
    Set<String> shown = new HashSet<>();
    boolean all = analysis.accuracy().size() <= MOST_GROUPS;
    for (Accuracy accuracy : analysis.accuracy()) {
      Optional<Run> run =
          accuracy.runs().stream().filter(r -> r.training().overlays() != null).findFirst();
      String name =
          all
              ? labels.full(accuracy.group())
              : accuracy.group().approach() + " " + labels.setting(accuracy.group());
      if (run.isPresent() && shown.add(name)) {
        Overlays overlays = Objects.requireNonNull(run.get().training().overlays(), name);
        String method = labels.full(accuracy.group()) + ", " + run.get().name();
        add(pictures, run.get(), method, "best", overlays.best());
        add(pictures, run.get(), method, "median", overlays.median());
        add(pictures, run.get(), method, "worst", overlays.worst());
      }
    }
    return pictures.isEmpty()
        ? List.of()
        : List.of(
            Section.titled("cases", "Best, median and worst cases")
                .saying(
                    List.of(
                        "Chosen by the mean Dice over classes, of the first training that has"
                            + " pictures"
                            + (all ? "." : ", on one engine a method.")))
                .showing(pictures));
  }

  private static void add(
      List<Picture> pictures, Run run, String method, String rank, Overlay overlay) {
    String dice = overlay.dice() == null ? "" : ", Dice " + Words.decimals(overlay.dice(), 3);
    String caption = "%s: %s case, %s%s".formatted(method, rank, overlay.name(), dice);
    Pictures.dataUri(run.folder(), overlay.png())
        .ifPresent(
            data ->
                pictures.add(
                    new Picture(
                        caption,
                        "Slices of %s with the contours of segmentation and reference, the %s case of %s%s"
                            .formatted(overlay.name(), rank, method, dice),
                        data)));
  }
}

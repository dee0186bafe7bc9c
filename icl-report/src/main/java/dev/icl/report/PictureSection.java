package dev.icl.report;

import dev.icl.report.analysis.Accuracy;
import dev.icl.report.analysis.Analysis;
import dev.icl.report.analysis.Labels;
import dev.icl.report.analysis.Measure;
import dev.icl.report.analysis.Run;
import dev.icl.report.analysis.Words;
import dev.icl.report.record.TrainingOutcome.Overlay;
import dev.icl.report.record.TrainingOutcome.Overlays;
import dev.icl.report.view.Picture;
import dev.icl.report.view.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The best, the median and the worst case of one training, as every method segments them on the
 * same engine.
 */
final class PictureSection {
  private PictureSection() {}

  static List<Section> of(Analysis analysis, Labels labels) {
    List<Shown> all = analysis.accuracy().stream().flatMap(a -> Shown.of(a).stream()).toList();
    if (all.isEmpty()) {
      return List.of();
    }
    Shown first = all.get(0);
    List<Shown> comparable =
        all.stream()
            .filter(
                s -> s.accuracy().group().platform().equals(first.accuracy().group().platform()))
            .toList();
    List<Picture> pictures = new ArrayList<>();
    Overlays ranked = first.overlays();
    Map<String, Overlay> cases = new LinkedHashMap<>();
    cases.put("best", ranked.best());
    cases.put("median", ranked.median());
    cases.put("worst", ranked.worst());
    cases.forEach(
        (rank, overlay) ->
            comparable.forEach(
                shown ->
                    add(pictures, shown, labels.full(shown.accuracy().group()), rank, overlay)));
    if (pictures.isEmpty()) {
      return List.of();
    }
    String chosen =
        "Chosen by the mean Dice over classes of %s, %s"
            .formatted(labels.full(first.accuracy().group()), first.run().name());
    return List.of(
        Section.titled("cases", "Best, median and worst cases")
            .saying(
                List.of(
                    comparable.size() == 1
                        ? chosen + "."
                        : chosen + "; the same cases are shown for every method on that engine."))
            .showing(pictures));
  }

  private static void add(
      List<Picture> pictures, Shown shown, String method, String rank, Overlay chosen) {
    Overlay overlay = shown.sameCase(chosen);
    String dice = overlay.dice() == null ? "" : ", Dice " + Words.decimals(overlay.dice(), 3);
    String caption = "%s: %s case, %s%s".formatted(method, rank, overlay.name(), dice);
    Pictures.dataUri(shown.run().folder(), overlay.png())
        .ifPresent(
            data ->
                pictures.add(
                    new Picture(
                        caption,
                        "Slices of %s with the contours of segmentation and reference, the %s case, by %s%s"
                            .formatted(overlay.name(), rank, method, dice),
                        data)));
  }

  /**
   * The training of a group whose pictures are shown.
   *
   * @param accuracy of the group
   * @param run the first training that has pictures
   * @param overlays its own best, median and worst case
   */
  private record Shown(Accuracy accuracy, Run run, Overlays overlays) {
    static Optional<Shown> of(Accuracy accuracy) {
      return accuracy.runs().stream()
          .filter(run -> run.training().overlays() != null)
          .findFirst()
          .map(
              run ->
                  new Shown(
                      accuracy,
                      run,
                      Objects.requireNonNull(run.training().overlays(), run.name())));
    }

    /** A case as this training segmented it; pictures of all cases lie in one folder. */
    Overlay sameCase(Overlay other) {
      String png = overlays.best().png();
      String folder = png.substring(0, png.lastIndexOf('/') + 1);
      String file = other.png().substring(other.png().lastIndexOf('/') + 1);
      Double dice =
          run.caseMeans(Measure.DICE).entrySet().stream()
              .filter(e -> e.getKey().name().equals(other.name()))
              .map(Map.Entry::getValue)
              .findFirst()
              .orElse(Double.NaN);
      return new Overlay(other.name(), dice, folder + file);
    }
  }
}

package dev.icl.app.run;

import dev.icl.app.overlay.ContactSheet;
import dev.icl.app.results.ScoreText;
import dev.icl.data.metrics.EmptyMasks;
import dev.icl.data.metrics.Overlap;
import dev.icl.data.model.Dataset;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/**
 * Pictures of a few validation cases. Their places in the list alone choose them, so that none is
 * there for its score.
 */
final class ValidationPictures {
  private ValidationPictures() {}

  /**
   * Draws the first case, the one in the middle and the last.
   *
   * @param dataset of the cases
   * @param cases segments them
   * @param folder receives {@code CASE.png}
   */
  static void draw(Dataset dataset, SegmentedCases cases, Path folder) {
    int count = dataset.validationCases().size();
    if (count == 0) {
      return;
    }
    List<String> foreground = dataset.classNames().subList(1, dataset.classes());
    ContactSheet sheet = new ContactSheet(dataset.classNames(), dataset.channelNames());
    for (int place : new TreeSet<>(List.of(0, count / 2, count - 1))) {
      cases.visit(
          place,
          (sample, onSample, prediction, reference) ->
              sheet.write(
                  folder.resolve(sample.name() + ".png"),
                  sample,
                  onSample,
                  "Dice "
                      + ScoreText.perClass(
                          foreground,
                          Overlap.perClass(prediction, reference, dataset.classes()).stream()
                              .map(overlap -> overlap.dice(EmptyMasks.STRICT))
                              .toList())));
    }
  }
}

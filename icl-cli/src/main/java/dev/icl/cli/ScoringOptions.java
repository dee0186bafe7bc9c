package dev.icl.cli;

import dev.icl.app.run.Scoring;
import dev.icl.core.error.UnknownName;
import dev.icl.core.error.UserException;
import dev.icl.data.metrics.EmptyMasks;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/** The options for scoring label maps. */
final class ScoringOptions {
  @Option(
      names = "--empty-masks",
      paramLabel = "NAME",
      defaultValue = "strict",
      description =
          "What a class gets that is in one of prediction and reference only, or in neither:"
              + " strict makes a missed organ as far away as the scan is large; authors gives"
              + " 373.128664, and Dice 1 where it is in neither (default: ${DEFAULT-VALUE}).")
  private String emptyMasks;

  @Option(
      names = "--tolerance",
      paramLabel = "MM",
      defaultValue = "2",
      description =
          "The tolerance of the normalised surface distance in mm (default: ${DEFAULT-VALUE}).")
  private double toleranceMm;

  Scoring scoring() {
    if (!(toleranceMm >= 0 && toleranceMm < Double.POSITIVE_INFINITY)) {
      throw new UserException(
          "--tolerance: " + toleranceMm + " mm is out of range; use 0 or more.");
    }
    return new Scoring(convention(), toleranceMm);
  }

  private EmptyMasks convention() {
    List<String> known =
        Arrays.stream(EmptyMasks.values()).map(e -> e.name().toLowerCase(Locale.ROOT)).toList();
    if (!known.contains(emptyMasks)) {
      throw UnknownName.of("--empty-masks", "convention", emptyMasks, known);
    }
    return EmptyMasks.valueOf(emptyMasks.toUpperCase(Locale.ROOT));
  }
}

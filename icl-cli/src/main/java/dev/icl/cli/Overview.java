package dev.icl.cli;

import java.util.List;

/** The text of {@code icl} alone: where to begin, and where to read on. */
final class Overview {
  private static final List<String> LINES =
      List.of(
          "icl trains segmentation networks on scans of which only a few are labelled.",
          "",
          "Without any data of your own:",
          "  icl train --out runs/first                  train on drawn phantoms",
          "  icl evaluate --checkpoint runs/first        score the network that this gave",
          "  icl bench                                   compare engines and methods, with a report",
          "",
          "With a folder of scans:",
          "  icl data check scans                        what is in it, and what is wrong with it",
          "  icl data plan scans --out plan.yaml         a configuration that suits it",
          "  icl train --config plan.yaml --out runs/mine",
          "  icl predict --checkpoint runs/mine new --out labels",
          "                                              a label map of every scan in the folder new",
          "",
          "icl help lists all commands, icl help COMMAND describes one; docs/cli.md has all of them.");

  private Overview() {}

  /** The lines, each ended. */
  static String text() {
    return String.join(System.lineSeparator(), LINES) + System.lineSeparator();
  }
}

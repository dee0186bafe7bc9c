package dev.icl.report;

import dev.icl.report.chart.Paper;
import dev.icl.report.html.Html;
import dev.icl.report.paper.PaperFolder;
import java.awt.Color;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The light colours of series in the style sheet of reports. */
final class PaperColors {
  private static final Pattern COLOR = Pattern.compile("--([me]\\d): (#[0-9a-f]{6})");

  private PaperColors() {}

  /** A folder for a paper whose figures have these colours. */
  static PaperFolder folder(Path folder) {
    return new PaperFolder(folder, new Paper(colors()));
  }

  static Map<String, Color> colors() {
    Map<String, Color> colors = new HashMap<>();
    Matcher match = COLOR.matcher(Html.resource(Pages.class, "report.css"));
    while (match.find()) {
      // the light ones come first
      colors.putIfAbsent(match.group(1), Color.decode(match.group(2)));
    }
    return colors;
  }
}

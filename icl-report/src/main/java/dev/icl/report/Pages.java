package dev.icl.report;

import dev.icl.report.html.Html;
import dev.icl.report.view.Page;
import java.util.Map;

/** Lays reports out as one HTML file each. */
final class Pages {
  private Pages() {}

  static String html(Page page) {
    String style = Html.resource(Pages.class, "report.css");
    return Html.text(
        "page.jte", Map.of("page", page, "style", style, "policy", Html.policy(style)));
  }
}

package dev.icl.report;

import dev.icl.report.view.Page;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Lays pages out as one HTML file each; every text in them is escaped. */
final class Pages {
  private static final String STYLE = "report.css";

  /** The package into which the build compiles the templates. */
  private static final String TEMPLATES = "dev.icl.report.pages";

  private Pages() {}

  static String html(Page page) {
    TemplateEngine engine =
        TemplateEngine.createPrecompiled(
            null, ContentType.Html, Pages.class.getClassLoader(), TEMPLATES);
    StringOutput output = new StringOutput();
    engine.render("page.jte", Map.of("page", page, "style", style()), output);
    return output.toString();
  }

  private static String style() {
    try (InputStream in = Pages.class.getResourceAsStream(STYLE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(STYLE + " is part of this program", e);
    }
  }
}

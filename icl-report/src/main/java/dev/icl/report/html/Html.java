package dev.icl.report.html;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.WriterOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/** Lays templates out as HTML; every text in them is escaped. */
public final class Html {
  /** The package into which the build compiles the templates. */
  private static final String TEMPLATES = "dev.icl.report.pages";

  private Html() {}

  /**
   * A page as a text.
   *
   * @param template name of the template
   * @param parameters of the template, by name
   */
  public static String text(String template, Map<String, Object> parameters) {
    StringWriter text = new StringWriter();
    engine().render(template, parameters, new WriterOutput(text));
    return text.toString();
  }

  /**
   * Writes a page in UTF-8.
   *
   * @param template name of the template
   * @param parameters of the template, by name
   * @param out not closed
   * @throws IOException if it cannot be written
   */
  public static void write(String template, Map<String, Object> parameters, OutputStream out)
      throws IOException {
    Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    try {
      engine().render(template, parameters, new WriterOutput(writer));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    writer.flush();
  }

  private static TemplateEngine engine() {
    return TemplateEngine.createPrecompiled(
        null, ContentType.Html, Html.class.getClassLoader(), TEMPLATES);
  }

  /**
   * A text of this program, such as a style sheet.
   *
   * @param beside a class of the package that it is in
   * @param name of the file
   */
  public static String resource(Class<?> beside, String name) {
    try (InputStream in = beside.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(name + " is part of this program", e);
    }
  }

  /**
   * A Content-Security-Policy that allows a page its own style sheet, pictures that are in it, and
   * nothing else.
   *
   * @param style the text of the one element {@code style}
   */
  public static String policy(String style) {
    return "default-src 'none'; style-src "
        + hash(style)
        + "; img-src data:; base-uri 'none'; form-action 'none'";
  }

  /**
   * The same, and its own script.
   *
   * @param style the text of the one element {@code style}
   * @param script the text of the one element {@code script} that is run
   */
  public static String policy(String style, String script) {
    return policy(style) + "; script-src " + hash(script);
  }

  private static String hash(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

package dev.icl.app.bioimage;

import dev.icl.core.error.NearestName;
import dev.icl.core.error.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The SPDX License List, from which the specification of BioImage.IO takes licences. */
final class Licenses {
  private static final String LIST = "spdx-licenses.txt";

  private Licenses() {}

  /** Every identifier, deprecated ones among them, as the specification takes them. */
  static List<String> identifiers() {
    try (InputStream in = Licenses.class.getResourceAsStream(LIST)) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Refuses what the list does not have.
   *
   * @throws UserException with the nearest identifier, if there is one
   */
  static void require(String license) {
    List<String> known = identifiers();
    if (!known.contains(license)) {
      String question = NearestName.question(license, known);
      throw new UserException(
          "--license: '%s' is no SPDX identifier%s"
              .formatted(
                  license,
                  question.isEmpty()
                      ? ": write one of https://spdx.org/licenses, such as CC-BY-4.0."
                      : question));
    }
  }
}

package dev.icl.app.bioimage;

import dev.icl.core.error.UserException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The particulars of a package that no checkpoint tells.
 *
 * @param name of the network for readers, 5 to 128 letters, digits, spaces and {@code _+-()}
 * @param authors their names, at least one
 * @param license an identifier of the SPDX License List, as {@code CC-BY-4.0}
 */
public record Publication(String name, List<String> authors, String license) {
  private static final Pattern NAME = Pattern.compile("[\\w +()-]{5,128}");
  private static final Pattern AUTHOR = Pattern.compile("[^/\\\\\\p{Cntrl}]+");

  /**
   * @throws UserException if one of them is missing or not as it must be
   */
  public Publication {
    authors = List.copyOf(authors);
    if (authors.isEmpty() || authors.stream().anyMatch(String::isBlank)) {
      throw new UserException(
          "--author: a BioImage.IO package names its authors; give --author NAME, once for each.");
    }
    for (String author : authors) {
      if (!AUTHOR.matcher(author).matches()) {
        throw new UserException(
            "--author: '%s' must be one line without / and \\; give --author NAME once for each author."
                .formatted(author));
      }
    }
    if (license.isBlank()) {
      throw new UserException(
          "--license: a BioImage.IO package needs a licence; give its SPDX identifier, such as CC-BY-4.0.");
    }
    Licenses.require(license);
    if (!NAME.matcher(name).matches()) {
      throw new UserException(
          "--name: '%s' must be 5 to 128 letters, digits, spaces and _+-().".formatted(name));
    }
  }
}

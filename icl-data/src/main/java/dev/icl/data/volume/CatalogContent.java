package dev.icl.data.volume;

import dev.icl.data.catalog.CaseReader;
import dev.icl.data.catalog.Catalog;
import dev.icl.data.catalog.PlacedCase;
import dev.icl.data.catalog.Subset;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The text that a dataset's fingerprint is of. */
final class CatalogContent {
  private CatalogContent() {}

  /**
   * A description of the scans, their subsets, the size of their files, and the way they are cut.
   *
   * @param catalog the scans
   * @param reader of the scans
   * @param withTests whether those for tests count
   */
  static String of(Catalog catalog, CaseReader reader, boolean withTests) {
    StringBuilder content = new StringBuilder();
    content.append(catalog.rules().axis()).append(' ').append(catalog.rules().classNames());
    content.append('\n').append(reader.preprocessing());
    for (PlacedCase placed : catalog.cases()) {
      if (placed.part() != Subset.UNUSED && (withTests || placed.part() != Subset.TEST)) {
        content.append(placed.part().label()).append(' ').append(placed.scan().name());
        reader.files(placed.scan().files()).forEach(file -> content.append(' ').append(size(file)));
        content.append('\n');
      }
    }
    return content.toString();
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

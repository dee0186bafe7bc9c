package dev.icl.app.shown;

import dev.icl.data.catalog.CaseReader;
import dev.icl.data.catalog.CaseReader.ImageAndLabel;
import dev.icl.data.catalog.Catalog;
import dev.icl.data.catalog.ScanCase;
import dev.icl.data.catalog.Subset;
import dev.icl.data.scan.Scan;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The scans of a dataset with files, not preprocessed. */
final class FiledScans implements ScanSource {
  /** Of two scans of one name, one that was scored comes first. */
  private static final List<Subset> PARTS =
      List.of(Subset.VALIDATION, Subset.TEST, Subset.LABELED, Subset.UNLABELED, Subset.UNUSED);

  private final Catalog catalog;
  private final CaseReader reader;

  FiledScans(Catalog catalog) {
    this.catalog = catalog;
    this.reader = new CaseReader(catalog.rules());
  }

  @Override
  public List<String> channelNames() {
    return catalog.rules().channels();
  }

  @Override
  public Optional<ScoredScan> read(String name) {
    return labelled(name)
        .findFirst()
        .map(
            scan -> {
              ImageAndLabel read = reader.withClasses(scan, reader.arrays(scan, true));
              Scan image = read.image();
              return new ScoredScan(
                  read.channels().stream().map(channel -> channel.inOrder(image.order())).toList(),
                  read.label().orElseThrow().inOrder(image.order()));
            });
  }

  private Stream<ScanCase> labelled(String name) {
    return PARTS.stream()
        .flatMap(part -> catalog.of(part).stream())
        .filter(scan -> scan.name().equals(name) && scan.hasLabel());
  }

  @Override
  public Scan onGrid(Scan image, byte[] classes) {
    return reader.onGrid(image, classes);
  }
}

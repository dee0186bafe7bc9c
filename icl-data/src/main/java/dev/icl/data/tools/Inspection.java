package dev.icl.data.tools;

import dev.icl.core.error.UserException;
import dev.icl.data.catalog.CaseReader;
import dev.icl.data.catalog.CaseReader.ImageAndLabel;
import dev.icl.data.catalog.Catalog;
import dev.icl.data.catalog.DatasetDiagnostics;
import dev.icl.data.catalog.PlacedCase;
import dev.icl.data.catalog.ScanCase;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.model.FirstPass;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.Voxels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads every scan of a dataset once, says what is in it and finds everything that is wrong. */
public final class Inspection {
  private static final int BYTES = 256;

  private final Catalog catalog;
  private final CaseReader reader;

  /** An inspection of these scans. */
  public Inspection(Catalog catalog) {
    this.catalog = catalog;
    this.reader = new CaseReader(catalog.rules());
  }

  /**
   * Reads every scan.
   *
   * @param listing the problems that listing the scans has found; scans that are there twice are
   *     added
   * @param progress told of every scan
   */
  public DatasetFacts run(DatasetDiagnostics listing, FirstPass progress) {
    List<CaseFacts> facts = new ArrayList<>();
    CopyFindings copies = new CopyFindings();
    for (PlacedCase placed : catalog.cases()) {
      facts.add(facts(placed, copies));
      progress.read(facts.size(), catalog.cases().size());
    }
    copies.tell(listing);
    List<String> names = catalog.rules().classNames();
    List<CaseFacts> shown = facts;
    List<String> remarks = new ArrayList<>(listing.notes());
    if (names.isEmpty()) {
      List<Integer> present = valuesIn(facts);
      gaps(present).ifPresent(remarks::add);
      names = present.stream().map(String::valueOf).toList();
      shown = facts.stream().map(f -> f.withValues(present)).toList();
    }
    return new DatasetFacts(
        catalog.dataset(), catalog.root().toString(), names, shown, listing.sentences(), remarks);
  }

  /** A remark on values between which some are missing, as in masks of 0 and 255. */
  private static Optional<String> gaps(List<Integer> values) {
    if (values.isEmpty() || values.get(values.size() - 1) == values.size() - 1) {
      return Optional.empty();
    }
    return Optional.of(
        "label maps hold %s, while classes are 0, 1, 2 and so on: a mask of 0 and 255 must be stored as 0 and 1; where a class is just rare, name all of them, as --set data.classes=[background,liver]"
            .formatted(values));
  }

  /** The values that some label map holds: where one is 255, few are between. */
  private static List<Integer> valuesIn(List<CaseFacts> facts) {
    return IntStream.range(0, BYTES)
        .filter(
            value ->
                facts.stream()
                    .map(CaseFacts::histogram)
                    .anyMatch(h -> value < h.size() && h.get(value) > 0))
        .boxed()
        .toList();
  }

  private CaseFacts facts(PlacedCase placed, CopyFindings copies) {
    ScanCase scan = placed.scan();
    String part = placed.part().label();
    DatasetDiagnostics problems = new DatasetDiagnostics();
    @Nullable ImageAndLabel arrays = null;
    try {
      arrays = reader.arrays(scan, true);
    } catch (UserException e) {
      problems.add(e.getMessage());
      try {
        // the image alone may still be worth describing
        arrays = reader.arrays(scan, false);
      } catch (UserException again) {
        problems.add(again.getMessage());
      }
    }
    if (arrays == null) {
      return CaseFacts.unreadable(scan.name(), scan.patient(), part, problems.sentences());
    }
    copies.add(placed, reader.print(arrays.image()));
    return facts(placed, arrays, problems);
  }

  private CaseFacts facts(PlacedCase placed, ImageAndLabel arrays, DatasetDiagnostics problems) {
    ScanCase scan = placed.scan();
    Scan image = arrays.image();
    Moments intensities = Moments.of(image.voxels());
    if (intensities.min() == intensities.max()) {
      problems.add(
          "%s holds the intensity %s everywhere: fetch it again, or leave the scan out."
              .formatted(scan.images().get(0), intensities.min()));
    }
    List<String> notes = new ArrayList<>(ScanNotes.of(image, arrays.label()));
    List<String> channels = catalog.rules().channels();
    if (channels.size() > 1) {
      notes.add(
          "%d channels (%s): intensities are those of the first"
              .formatted(channels.size(), String.join(", ", channels)));
    }
    List<Long> histogram = List.of();
    try {
      histogram = histogram(reader.withClasses(scan, arrays).label());
    } catch (UserException e) {
      problems.add(e.getMessage());
    }
    if (!histogram.isEmpty() && histogram.stream().skip(1).allMatch(n -> n == 0)) {
      notes.add("label map: no foreground");
    }
    if (!scan.label().equals(Optional.of(scan.images().get(0)))
        && VolumeFormats.installed().holdsLabel(scan.images().get(0))) {
      notes.add("image file: it also holds a label map, which is not used");
    }
    return new CaseFacts(
        scan.name(),
        scan.patient(),
        placed.part().label(),
        image.shape().toList(),
        image.spacing().map(s -> Arrays.stream(s).boxed().toList()).orElse(List.of()),
        image.voxels().type().label(),
        intensities.min(),
        intensities.max(),
        intensities.mean(),
        intensities.std(),
        histogram,
        problems.sentences(),
        notes);
  }

  private List<Long> histogram(Optional<Scan> classes) {
    if (classes.isEmpty()) {
      return List.of();
    }
    long[] counts = new long[BYTES];
    Voxels voxels = classes.get().voxels();
    for (int i = 0; i < voxels.size(); i++) {
      counts[(int) voxels.integerAt(i)]++;
    }
    int size = catalog.rules().classNames().size();
    for (int c = size; c < BYTES; c++) {
      size = counts[c] > 0 ? c + 1 : size;
    }
    return Arrays.stream(counts).limit(Math.max(1, size)).boxed().toList();
  }
}

package dev.icl.data.layout;

import dev.icl.data.DatasetLayout;
import dev.icl.data.catalog.Catalog;
import dev.icl.data.catalog.DatasetDiagnostics;
import dev.icl.data.catalog.LabelRule;
import dev.icl.data.catalog.Patients;
import dev.icl.data.catalog.PlacedCase;
import dev.icl.data.catalog.ReadingRules;
import dev.icl.data.catalog.ScanCase;
import dev.icl.data.preprocess.IntensityRule;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.SliceAxis;
import dev.icl.data.settings.DataConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * BraTS 2019, FLAIR images, or several channels of the archive, with the whole tumour as the one
 * class, in either of two layouts:
 *
 * <pre>
 * train.txt, val.txt, test.txt, data/CASE.h5      as SSL4MIS shares it: image and label, slices first
 * [HGG|LGG]/CASE/CASE_flair.nii.gz, _seg.nii.gz   the official archive; no _seg, no labels;
 *                                                 _t1, _t1ce and _t2 for these channels
 * </pre>
 *
 * <p>The archives of other years are laid out in the same way; from 2023 on a case has {@code
 * CASE-t2f.nii.gz} and {@code CASE-seg.nii.gz}. The official images are scaled to [0, 1] volume by
 * volume. {@link Patients#EXAMINATIONS} tells patients.
 */
public final class Brats19 implements DatasetLayout<BratsSettings> {
  private static final List<String> CLASSES = List.of("background", "tumour");
  private static final List<String> IMAGES = BratsChannel.FLAIR.endings();
  private static final List<String> LABELS = BratsChannel.endings("_seg", "-seg");
  private static final int DEPTH = 3;

  @Override
  public String name() {
    return "brats19";
  }

  @Override
  public String description() {
    return "whole brain tumours in FLAIR: BraTS 2019 as SSL4MIS shares it, or the archive of any year, its other channels too";
  }

  @Override
  public BratsSettings defaults() {
    return BratsSettings.defaults();
  }

  @Override
  public boolean recognises(Path root) {
    return shared(root)
        || caseFolders(root, DEPTH, new DatasetDiagnostics()).stream()
            .anyMatch(Brats19::isNamedAfterFolder);
  }

  /** As in every archive of the challenge; other folders may hold a file with {@code _seg}, too. */
  private static boolean isNamedAfterFolder(Path folder) {
    String name = Folders.name(folder).toLowerCase(Locale.ROOT);
    return Stream.of(IMAGES, LABELS)
        .flatMap(endings -> ending(folder, endings).stream())
        .anyMatch(file -> Folders.name(file).toLowerCase(Locale.ROOT).startsWith(name));
  }

  private static boolean shared(Path root) {
    return Files.isDirectory(root.resolve("data"))
        && Stream.of("train.txt", "val.txt").anyMatch(l -> Files.exists(root.resolve(l)));
  }

  @Override
  public ReadingRules inputs(BratsSettings settings, DataConfig data, AxisOrder order) {
    // files with slices first are those that the benchmarks share, normalised already
    IntensityRule steps =
        order == AxisOrder.LAST_FASTEST ? IntensityRule.none() : IntensityRule.minMax();
    return named(ReadingRules.inputs(order).with(steps), settings).along(data.sliceAxis());
  }

  @Override
  public Catalog catalog(
      BratsSettings settings, DataConfig config, Path root, DatasetDiagnostics findings) {
    Patients patients = Patients.of(config, Patients.EXAMINATIONS);
    ReadingRules rules =
        ReadingRules.of(CLASSES, shared(root) ? SliceAxis.FIRST : SliceAxis.THIRD)
            .with(LabelRule.wholeTumour())
            .with(shared(root) ? IntensityRule.none() : IntensityRule.minMax());
    List<PlacedCase> cases =
        shared(root)
            ? ofShared(root, patients, config, findings)
            : BenchmarkLists.seeded(
                ofArchive(root, settings.images(), patients, findings), config, findings);
    if (shared(root) && !settings.images().equals(List.of(BratsChannel.FLAIR))) {
      findings.add(
          "%s holds FLAIR images alone, but data.channels asks for %s: leave the key out, or set data.root to the unpacked archive."
              .formatted(root, String.join(", ", settings.channels())));
    }
    return new Catalog(name(), root, named(rules, settings).along(config.sliceAxis()), cases);
  }

  /** Channels have names where they are asked for by name. */
  private static ReadingRules named(ReadingRules rules, BratsSettings settings) {
    return settings.channels().isEmpty() ? rules : rules.withChannels(settings.channels());
  }

  private static List<PlacedCase> ofShared(
      Path root, Patients patients, DataConfig config, DatasetDiagnostics findings) {
    Path data = root.resolve("data");
    List<ScanCase> cases = new ArrayList<>();
    for (Path file : Folders.files(data)) {
      String name = Folders.name(file);
      if (name.endsWith(".h5") && Folders.readable(file, findings).isPresent()) {
        String stem = name.substring(0, name.length() - 3);
        cases.add(ScanCase.together(stem, patients.of(stem), List.of(file)));
      }
    }
    return new BenchmarkLists(root, ".txt", name -> data.resolve(name + ".h5"))
        .place(cases, config, findings);
  }

  private static List<ScanCase> ofArchive(
      Path root, List<BratsChannel> channels, Patients patients, DatasetDiagnostics findings) {
    List<ScanCase> cases = new ArrayList<>();
    for (Path folder : caseFolders(root, DEPTH, findings)) {
      String name = Folders.name(folder);
      Optional<Path> label = ending(folder, LABELS).flatMap(l -> Folders.readable(l, findings));
      refuseOthers(folder, channels, findings);
      List<Path> images = images(folder, channels, findings);
      if (images.size() == channels.size()) {
        cases.add(ScanCase.channels(name, patients.of(name), images, label));
      }
    }
    if (cases.isEmpty()) {
      findings.add(
          "%s holds no scans: set data.root to the folder that holds train.txt, val.txt and data/, or to the unpacked archive with CASE/CASE_flair.nii.gz."
              .formatted(root));
    }
    return cases;
  }

  /** The readable images of a case, in the order of the channels; those missing are told. */
  private static List<Path> images(
      Path folder, List<BratsChannel> channels, DatasetDiagnostics findings) {
    List<Path> images = new ArrayList<>();
    for (BratsChannel channel : channels) {
      Optional<Path> image = ending(folder, channel.endings());
      if (image.isEmpty()) {
        findings.add(
            "%s has %s but no image %s%s: restore it, or remove the folder."
                .formatted(
                    folder,
                    ending(folder, LABELS).isPresent() ? "a label map" : "images",
                    Folders.name(folder),
                    channel.endings().get(0)));
      }
      image.flatMap(i -> Folders.readable(i, findings)).ifPresent(images::add);
    }
    return images;
  }

  /** A folder is one case; what is a label map by its name must be one by its ending. */
  private static void refuseOthers(
      Path folder, List<BratsChannel> channels, DatasetDiagnostics findings) {
    List<List<String>> kinds = new ArrayList<>();
    channels.forEach(channel -> kinds.add(channel.endings()));
    kinds.add(LABELS);
    for (List<String> endings : kinds) {
      List<Path> all = endings(folder, endings);
      if (all.size() > 1) {
        findings.add(
            "%s and %s are both of the case '%s': keep one of them, or give each case a folder."
                .formatted(all.get(0), all.get(1), Folders.name(folder)));
      }
    }
    if (endings(folder, LABELS).isEmpty()) {
      Folders.files(folder).stream()
          .filter(f -> Folders.name(f).toLowerCase(Locale.ROOT).matches(".*[_-]seg\\..*"))
          .forEach(
              f ->
                  findings.add(
                      "%s is no label map that is read here: convert it to .nii.gz, or remove it."
                          .formatted(f)));
    }
  }

  /** Folders with an image or a label map, down to some depth. */
  private static List<Path> caseFolders(Path folder, int depth, DatasetDiagnostics findings) {
    if (ending(folder, IMAGES).isPresent() || ending(folder, LABELS).isPresent()) {
      return List.of(folder);
    }
    return depth == 0
        ? List.of()
        : Folders.folders(folder, f -> !Folders.name(f).contains("."), findings).stream()
            .flatMap(f -> caseFolders(f, depth - 1, findings).stream())
            .toList();
  }

  private static Optional<Path> ending(Path folder, List<String> endings) {
    return endings(folder, endings).stream().findFirst();
  }

  private static List<Path> endings(Path folder, List<String> endings) {
    return Folders.files(folder).stream()
        .filter(f -> endings.stream().anyMatch(Folders.name(f).toLowerCase(Locale.ROOT)::endsWith))
        .toList();
  }
}

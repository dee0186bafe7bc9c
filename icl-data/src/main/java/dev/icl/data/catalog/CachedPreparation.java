package dev.icl.data.catalog;

import dev.icl.core.error.UserException;
import dev.icl.data.catalog.CaseReader.ImageAndLabel;
import dev.icl.data.preprocess.FileHashes;
import dev.icl.data.preprocess.PreparedChannels;
import dev.icl.data.preprocess.PreparedScan;
import dev.icl.data.preprocess.PreprocessConfig;
import dev.icl.data.preprocess.ScanCache;
import dev.icl.data.preprocess.ScanPreparation;
import dev.icl.data.print.ScanPrint;
import dev.icl.data.scan.Scan;
import dev.icl.data.settings.DataConfig;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** IntensityRule whose results may be on the disk already. Safe for use by several threads. */
public final class CachedPreparation {
  private final ScanPreparation preparation;
  private final Optional<ScanCache> cache;

  private CachedPreparation(ScanPreparation preparation, Optional<ScanCache> cache) {
    this.preparation = preparation;
    this.cache = cache;
  }

  /** Scans as they are. */
  public static CachedPreparation none() {
    return new CachedPreparation(
        new ScanPreparation(PreprocessConfig.defaults()), Optional.empty());
  }

  /**
   * The preparation that a configuration asks for.
   *
   * @throws UserException if it makes no sense
   */
  public static CachedPreparation of(DataConfig config) {
    Optional<ScanCache> cache =
        folder(config).map(folder -> new ScanCache(folder, config.cacheBytes()));
    return new CachedPreparation(new ScanPreparation(config.preprocess()), cache);
  }

  /**
   * The folder for what is kept from run to run, or decoded and too large for memory; empty if a
   * configuration names none.
   *
   * @throws UserException if it is a file
   */
  public static Optional<Path> folder(DataConfig config) {
    return config.cache().isBlank() ? Optional.empty() : Optional.of(folder(config.cache()));
  }

  private static Path folder(String name) {
    try {
      Path folder = Path.of(name);
      if (Files.exists(folder) && !Files.isDirectory(folder)) {
        throw new UserException(
            "data.cache '%s' is a file: name a folder, or leave the key out.".formatted(name));
      }
      return folder;
    } catch (InvalidPathException e) {
      throw new UserException(
          "data.cache '%s' is no path: name a folder, or leave the key out.".formatted(name), e);
    }
  }

  PreprocessConfig config() {
    return preparation.config();
  }

  /** Whether volumes are as without it. */
  boolean changesNothing() {
    return config().isDefault();
  }

  /** Whether there is nothing to do and nothing to keep. */
  boolean isIdle() {
    return changesNothing() && cache.isEmpty();
  }

  /**
   * A scan preprocessed, from the cache where it is there. All channels decide what is cropped.
   *
   * @param files that it is read from
   * @param hashes of files, for the key
   * @param channels the number of its channels
   * @param rules the rules by which they are read, for the key
   * @param reader reads them
   */
  PreparedChannels apply(
      List<Path> files,
      FileHashes hashes,
      int channels,
      String rules,
      Supplier<ImageAndLabel> reader) {
    Once<ImageAndLabel> arrays = new Once<>(reader);
    Once<List<PreparedScan>> all =
        new Once<>(() -> preparation.apply(arrays.get().channels(), arrays.get().label()));
    String of = channels == 1 ? rules : rules + " of " + channels + " channels";
    PreparedScan first = kept(files, hashes, of, () -> all.get().get(0));
    List<Scan> more = new ArrayList<>();
    for (int c = 1; c < channels; c++) {
      int place = c;
      Supplier<PreparedScan> maker =
          () ->
              all.isMade()
                  ? all.get().get(place)
                  : preparation.like(first, arrays.get().channels().get(place));
      more.add(kept(files, hashes, of + " channel " + c, maker).image());
    }
    return new PreparedChannels(first, more);
  }

  private PreparedScan kept(
      List<Path> files, FileHashes hashes, String rules, Supplier<PreparedScan> maker) {
    return cache.isPresent()
        ? cache.get().get(files, hashes, rules, preparation, maker)
        : maker.get();
  }

  /** A value that is made when it is first asked for. Used by one thread. */
  private static final class Once<T> implements Supplier<T> {
    private final Supplier<T> maker;
    private Optional<T> made = Optional.empty();

    Once(Supplier<T> maker) {
      this.maker = maker;
    }

    boolean isMade() {
      return made.isPresent();
    }

    @Override
    public T get() {
      if (made.isEmpty()) {
        made = Optional.of(maker.get());
      }
      return made.get();
    }
  }

  /**
   * The print of a scan, from the cache where it is there.
   *
   * @param files that it is read from
   * @param hashes of files, for the key
   * @param rules the rules by which they are cut into slices
   * @param maker makes it
   */
  ScanPrint print(List<Path> files, FileHashes hashes, String rules, Supplier<ScanPrint> maker) {
    if (cache.isEmpty()) {
      return maker.get();
    }
    String about = "print-1 " + rules;
    try {
      return ScanPrint.ofText(cache.get().text(files, hashes, about, () -> maker.get().toText()));
    } catch (IllegalArgumentException damaged) {
      return maker.get();
    }
  }
}

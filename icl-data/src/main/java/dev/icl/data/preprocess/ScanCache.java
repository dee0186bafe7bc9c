package dev.icl.data.preprocess;

import dev.icl.core.error.UserException;
import dev.icl.core.io.AtomicFile;
import dev.icl.core.io.FileReason;
import dev.icl.core.io.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Preprocessed scans in a folder, one file each, named after the SHA-256 of what they were made
 * from: the bytes of the scan's files, how they were read, and the preprocessing. So a changed scan
 * or setting finds nothing, and nothing is ever out of date.
 *
 * <p>Any number of processes and threads may use a folder: files appear whole or not at all, and
 * one that is damaged is made again. The files not used for the longest go once they are too many.
 * The folder can be deleted whenever no process uses it.
 */
public final class ScanCache {
  private static final String SUFFIX = ".scan";

  private final Path folder;
  private final long capacity;

  /**
   * @param folder made when first written to
   * @param capacity most bytes to keep
   */
  public ScanCache(Path folder, long capacity) {
    this.folder = folder;
    this.capacity = capacity;
  }

  /**
   * A preprocessed scan from the folder; made, and put there, where it is not.
   *
   * @param files that the scan is in
   * @param hashes of files, those of these included from here on
   * @param reading the rules by which they are read
   * @param preparation the preprocessing
   * @param maker does it
   * @throws UserException if a file cannot be read, or the folder cannot be written
   */
  public PreparedScan get(
      List<Path> files,
      FileHashes hashes,
      String reading,
      ScanPreparation preparation,
      Supplier<PreparedScan> maker) {
    String key = key(files, hashes, reading + " " + preparation.config());
    Path file = folder.resolve(key + SUFFIX);
    Optional<PreparedScan> kept = read(file, preparation);
    if (kept.isPresent()) {
      return kept.get();
    }
    PreparedScan made = maker.get();
    byte[] entry = CacheEntry.toBytes(made);
    if (entry.length <= capacity) {
      AtomicFile.write(file, true, out -> out.write(entry));
      makeRoom();
    }
    return made;
  }

  /**
   * A short text on a scan from the folder; made, and put there, where it is not.
   *
   * @param files that the scan is in
   * @param hashes of files, those of these included from here on
   * @param about the meaning of the text
   * @param maker makes it
   * @throws UserException if a file cannot be read, or the folder cannot be written
   */
  public String text(List<Path> files, FileHashes hashes, String about, Supplier<String> maker) {
    Path file = folder.resolve(key(files, hashes, about) + SUFFIX);
    try {
      return new String(bytes(file), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      String made = maker.get();
      AtomicFile.write(file, true, out -> out.write(made.getBytes(StandardCharsets.US_ASCII)));
      return made;
    }
  }

  private static Optional<PreparedScan> read(Path file, ScanPreparation preparation) {
    try {
      Optional<PreparedScan> kept = CacheEntry.of(bytes(file), preparation);
      if (kept.isPresent()) {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
      }
      return kept;
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      // Gone or out of reach: in any case, making the scan again is right.
      return Optional.empty();
    }
  }

  /** An entry that does not fit into an array is none that was written here. */
  private static byte[] bytes(Path file) throws IOException {
    if (Files.size(file) > Integer.MAX_VALUE - 8) {
      throw new IOException(file + " is too large");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return in.readAllBytes();
    }
  }

  private static String key(List<Path> files, FileHashes hashes, String how) {
    MessageDigest digest = Sha256.digest();
    digest.update((CacheEntry.VERSION + " " + how).getBytes(StandardCharsets.UTF_8));
    files.forEach(file -> digest.update(hashes.of(file)));
    return HexFormat.of().formatHex(digest.digest());
  }

  private record Kept(Path file, long bytes, FileTime used) {}

  /** Deletes the files not used for the longest until the others fit. */
  private void makeRoom() {
    List<Kept> kept = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(SUFFIX)).toList()) {
        try {
          kept.add(new Kept(file, Files.size(file), Files.getLastModifiedTime(file)));
        } catch (NoSuchFileException e) {
          continue; // another process was first
        }
      }
      kept.sort(Comparator.comparing(Kept::used).thenComparing(Kept::file));
      long bytes = kept.stream().mapToLong(Kept::bytes).sum();
      for (Kept oldest : kept) {
        if (bytes <= capacity) {
          return;
        }
        Files.deleteIfExists(oldest.file());
        bytes -= oldest.bytes();
      }
    } catch (IOException e) {
      throw new UserException(
          "The cache %s cannot be tidied up: %s; check its permissions, or leave data.cache out."
              .formatted(folder, FileReason.of(e)),
          e);
    }
  }
}

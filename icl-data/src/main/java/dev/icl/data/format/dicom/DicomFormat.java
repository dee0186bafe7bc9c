package dev.icl.data.format.dicom;

import dev.icl.core.error.UserException;
import dev.icl.core.io.Sha256;
import dev.icl.data.format.Contents;
import dev.icl.data.format.FolderScans;
import dev.icl.data.format.ReadLimits;
import dev.icl.data.format.VolumeFormat;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * DICOM, for reading. A folder of files of one series is a scan, and so is a file of many frames
 * (enhanced MR and CT); of a folder of several series each is one, named {@code folder/UID} by the
 * UID of the series. Axes are {@code [columns, rows, slices]}, slices in the order of their places;
 * the grid is turned from left, posterior, superior into right, anterior, superior.
 *
 * <p>Reads grey values of 8, 16 and 32 bits, signed or not, in both byte orders, plain, deflated or
 * compressed by RLE, JPEG, JPEG-LS or JPEG 2000. Slices that make no even, straight grid are
 * refused.
 *
 * @see <a href="https://www.dicomstandard.org/current">The standard</a>
 */
public final class DicomFormat implements VolumeFormat {
  private static final int LETTERS = 12;

  private final ParsedFolders folders = new ParsedFolders();

  @Override
  public String name() {
    return "DICOM";
  }

  @Override
  public List<String> extensions() {
    return List.of(".dcm", ".dicom", ".ima");
  }

  @Override
  public boolean recognises(byte[] head) {
    return DicomFile.isOne(head);
  }

  @Override
  public boolean recognisesFolder(Path folder) {
    return SeriesFolder.isOne(folder);
  }

  @Override
  public FolderScans scans(Path folder) {
    SeriesFolder series = folders.of(folder, ReadLimits.standard());
    return new FolderScans(series.scans(), series.files());
  }

  @Override
  public Contents read(Path file, ReadLimits limits) {
    return Contents.of(new SeriesReader(file, limits).read(series(file, limits)));
  }

  @Override
  public List<Path> files(Path file) {
    return Files.isRegularFile(file)
        ? List.of(file)
        : series(file, ReadLimits.standard()).stream().map(DicomFile::file).toList();
  }

  @Override
  public Optional<String> patient(Path file) {
    Elements elements = series(file, ReadLimits.standard()).get(0).elements();
    return elements
        .text(Tags.PATIENT_ID)
        .map(
            id -> {
              String named = id + "\0" + elements.text(Tags.PATIENT_ISSUER).orElse("");
              return "patient-"
                  + Sha256.hex(named.getBytes(StandardCharsets.UTF_8)).substring(0, LETTERS);
            });
  }

  /**
   * The UIDs of the series in a folder whose slices are files, in order. Files of many frames are
   * not among them.
   *
   * @throws UserException if the folder cannot be read
   */
  public List<String> seriesIn(Path folder) {
    return List.copyOf(folders.of(folder, ReadLimits.standard()).series().keySet());
  }

  /** The files of the series that a path names. */
  List<DicomFile> series(Path path, ReadLimits limits) {
    if (Files.isDirectory(path)) {
      SeriesFolder folder = folders.of(path, limits);
      if (folder.series().isEmpty() && folder.stacks().isEmpty() && folder.damaged().isEmpty()) {
        throw new UserException(
            "%s holds no DICOM image: name a folder that does.".formatted(path));
      }
      return folder.only();
    }
    Path parent = path.toAbsolutePath().getParent();
    if (!Files.exists(path) && parent != null && Files.isDirectory(parent)) {
      Path named = path.getParent() == null ? parent : path.getParent();
      Optional<List<DicomFile>> chosen =
          folders.of(named, limits).of(String.valueOf(path.getFileName()));
      if (chosen.isPresent()) {
        return chosen.get();
      }
    }
    return List.of(DicomFile.head(path, limits));
  }

  @Override
  public boolean writes() {
    return false;
  }

  @Override
  public void write(Path file, Contents contents, boolean overwrite) {
    throw new UserException(
        "%s cannot be written: DICOM is only read; write .nii.gz instead.".formatted(file));
  }
}

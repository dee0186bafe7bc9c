package dev.icl.app.predict;

import dev.icl.app.predict.PredictionInputs.Input;
import dev.icl.core.error.UserException;
import dev.icl.data.format.Contents;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.format.dicom.DicomFormat;
import dev.icl.data.format.dicom.SegmentationObject;
import dev.icl.data.format.dicom.StructureSet;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.SliceAxis;
import dev.icl.data.tools.NotedCases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The segmentation of scan after scan into a folder. Existing files are kept; a scan that cannot be
 * segmented does not stop the others. Every file appears whole or not at all.
 */
public final class CohortPrediction {
  private final Segmenter segmenter;
  private final VolumeFormats formats;
  private final PredictionOutputs outputs;
  private final boolean overwrite;

  /**
   * @param segmenter segments each scan; not closed
   * @param formats the formats that are read and written
   * @param outputs the files that are written for each scan
   * @param overwrite whether what is there already is segmented again
   */
  public CohortPrediction(
      Segmenter segmenter, VolumeFormats formats, PredictionOutputs outputs, boolean overwrite) {
    this.segmenter = segmenter;
    this.formats = formats;
    this.outputs = outputs;
    this.overwrite = overwrite;
  }

  /**
   * The outcome for the scans.
   *
   * @param done how many were segmented
   * @param skipped how many were segmented before
   * @param failures one sentence for each of the others
   * @param notes what may surprise in the headers of those that were read now, every note once
   * @param unexpected whether one of these is no mistake of the user
   */
  public record Result(
      int done, int skipped, List<String> failures, List<String> notes, boolean unexpected) {
    /** Keeps its own copy of the lists. */
    public Result {
      failures = List.copyOf(failures);
      notes = List.copyOf(notes);
    }

    /** The outcomes of scans as one. */
    public static Result of(List<ScanRecord> records) {
      NotedCases noted = new NotedCases();
      records.forEach(record -> noted.add(record.notes(), record.name()));
      return new Result(
          (int) records.stream().filter(r -> r.status() == ScanRecord.Status.DONE).count(),
          (int) records.stream().filter(r -> r.status() == ScanRecord.Status.KEPT).count(),
          records.stream().flatMap(r -> Optional.ofNullable(r.error()).stream()).toList(),
          noted.sentences(),
          records.stream().anyMatch(r -> r.status() == ScanRecord.Status.UNEXPECTED));
    }
  }

  /** Draws segmentations. */
  @FunctionalInterface
  public interface Pictures {
    /** Draws none. */
    Pictures NONE = (name, segmentation) -> {};

    /**
     * Draws one.
     *
     * @param name of the case
     */
    void draw(Path name, Segmentation segmentation);
  }

  /** A listener to the progress. */
  public interface Listener {
    /**
     * A scan's segmentation is in its file.
     *
     * @param file of the scan
     * @param target the file of its label map
     * @param segmentation the label maps of the scan
     */
    void done(Path file, Path target, Segmentation segmentation);

    /** A scan was segmented before. */
    void skipped(Path file, Path target);

    /** A scan cannot be segmented. */
    void failed(Path file, String sentence);
  }

  /** The file for the segmentation of each scan. */
  public Path target(Input input, Path folder) {
    return outputs.labels(input, folder, formats);
  }

  /**
   * An estimate for the scans that are not segmented yet, from the largest file and a trial of the
   * network.
   *
   * @param inputs the scans, in any order
   * @param folder of the results
   * @return empty if all are segmented, or the largest ones cannot be read
   * @throws UserException if the largest one cannot fit into Java's heap, with what to change
   */
  public Optional<PredictionNeeds> needs(List<Input> inputs, Path folder) {
    return new CohortNeeds(segmenter, formats, outputs, Runtime.getRuntime().maxMemory())
        .of(
            CohortPlan.of(
                inputs.stream().filter(input -> overwrite || !isComplete(input, folder)).toList()));
  }

  /**
   * Segments the scans one after the other; one is in memory at a time.
   *
   * @param inputs the files to segment, in order
   * @param folder made where it is missing
   * @param pictures draws each segmentation
   * @param listener told of every scan
   */
  public Result run(List<Input> inputs, Path folder, Pictures pictures, Listener listener) {
    List<ScanRecord> records = new ArrayList<>();
    for (Input input : inputs) {
      records.add(segment(input, folder, pictures, listener));
    }
    return Result.of(records);
  }

  /**
   * Segments a scan, unless its files are there; failing is an outcome, too.
   *
   * @param input the scan
   * @param folder made where it is missing
   * @param pictures draws the segmentation
   * @param listener told of the scan
   */
  public ScanRecord segment(Input input, Path folder, Pictures pictures, Listener listener) {
    Path target = target(input, folder);
    String name = input.caseName();
    String file = input.file().toString();
    if (!overwrite && isComplete(input, folder)) {
      listener.skipped(input.file(), target);
      return ScanRecord.kept(name, file, target.toString());
    }
    long start = System.nanoTime();
    boolean expected = true;
    String error;
    List<String> notes = new ArrayList<>();
    try {
      Segmentation segmentation = segment(input, folder, pictures, notes);
      ScanRecord record =
          ScanRecord.done(
              name,
              file,
              target.toString(),
              seconds(start),
              segmentation,
              segmenter.classNames(),
              notes);
      listener.done(input.file(), target, segmentation);
      return record;
    } catch (UserException e) {
      error = String.valueOf(e.getMessage());
    } catch (OutOfMemoryError e) {
      error =
          "%s does not fit into the memory of this Java: give it a larger heap, as with ICL_JAVA_OPTS=-Xmx2g in the environment."
              .formatted(input.file());
    } catch (RuntimeException | IOException e) {
      expected = false;
      error = "%s cannot be segmented, unexpectedly: %s.".formatted(input.file(), e);
    }
    if (!overwrite && isComplete(input, folder)) {
      // another process was at it, too, and faster
      listener.skipped(input.file(), target);
      return ScanRecord.kept(name, file, target.toString());
    }
    listener.failed(input.file(), error);
    return ScanRecord.failed(name, file, target.toString(), seconds(start), expected, notes, error);
  }

  /** Whether every file of a scan is there that is wanted. */
  public boolean isComplete(Input input, Path folder) {
    return outputs.all(input, folder, formats).stream().allMatch(Files::exists)
        && !target(input, folder).equals(input.file());
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) * 1e-9;
  }

  private Segmentation segment(Input input, Path folder, Pictures pictures, List<String> notes)
      throws IOException {
    for (Path target : outputs.all(input, folder, formats)) {
      requireOther(target, input);
    }
    if (outputs.format().isDicom() && !(formats.of(input.file()) instanceof DicomFormat)) {
      throw new UserException(
          "%s is no DICOM series, of which alone DICOM objects can be made: choose the format nifti for it."
              .formatted(input.file()));
    }
    List<Scan> channels = new ArrayList<>();
    for (Path file : input.files()) {
      channels.add(formats.readImage(file));
    }
    Scan scan = channels.get(0);
    LabelFormat.requireRoom(
        target(input, folder), input.file(), scan, segmenter.axis(scan), formats);
    notes.addAll(scan.notes());
    channels.forEach(channel -> notes.addAll(LabelLike.notes(channel)));
    Segmentation segmentation =
        segmenter.segmentation(input.name().toString(), channels, outputs.scores());
    // first, so that what is done has its picture, too, and its scores
    pictures.draw(input.name(), segmentation);
    write(input, folder, segmentation, segmenter.axis(scan));
    return segmentation;
  }

  private static void requireOther(Path target, Input input) throws IOException {
    for (Path file : input.files()) {
      if (Files.exists(target) && Files.isSameFile(target, file)) {
        throw new UserException(
            "%s would be replaced by its own segmentation: name another folder with --out."
                .formatted(target));
      }
    }
  }

  /** What an earlier run left stays unless it is to be made anew; it is of the same network. */
  private void write(Input input, Path folder, Segmentation segmentation, SliceAxis axis) {
    Path probabilities = outputs.probabilities(input, folder, formats);
    Path uncertainty = outputs.uncertainty(input, folder, formats);
    Path labels = outputs.labels(input, folder, formats);
    segmentation
        .probabilities()
        .filter(maps -> isWanted(probabilities))
        .ifPresent(
            maps ->
                formats.writeProbabilities(
                    probabilities,
                    maps.each(map -> LabelFormat.listed(probabilities, map.squeezed(), axis)),
                    overwrite));
    segmentation
        .uncertainty()
        .filter(map -> isWanted(uncertainty))
        .ifPresent(
            map ->
                formats.write(
                    uncertainty,
                    Contents.of(LabelFormat.listed(uncertainty, map, axis)),
                    overwrite));
    if (!isWanted(labels)) {
      return;
    }
    List<String> classes = segmenter.classNames();
    LocalDateTime now = LocalDateTime.now(ZoneId.systemDefault());
    switch (outputs.format()) {
      case DICOM_SEG ->
          SegmentationObject.write(
              labels, input.file(), segmentation.labels(), classes, overwrite, now);
      case DICOM_RTSTRUCT ->
          StructureSet.write(labels, input.file(), segmentation.labels(), classes, overwrite, now);
      default ->
          formats.write(
              labels, LabelFormat.contents(labels, segmentation.labels(), axis), overwrite);
    }
  }

  private boolean isWanted(Path file) {
    return overwrite || !Files.exists(file);
  }
}

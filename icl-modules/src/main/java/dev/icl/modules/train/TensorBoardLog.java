package dev.icl.modules.train;

import dev.icl.core.error.UserException;
import dev.icl.core.io.AtomicFile;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * A log for TensorBoard: a file {@code events.out.tfevents.…} for each start of a training. Scalars
 * of every step are {@code train/NAME}, with the names of {@code metrics.jsonl}; those of a
 * validation {@code val_dice/mean} and {@code val_dice/CLASS}. Values that are not finite are left
 * out.
 */
public final class TensorBoardLog implements TrainingListener, AutoCloseable {
  private static final String PREFIX = "events.out.tfevents.";
  private static final String SUFFIX = ".icl";

  private final Path path;
  private final EventFile file;
  private final List<String> classes;
  private final Clock clock;

  private TensorBoardLog(Path path, EventFile file, List<String> classes, Clock clock) {
    this.path = path;
    this.file = file;
    this.classes = List.copyOf(classes);
    this.clock = clock;
  }

  /**
   * Opens a new file in a folder. Files that are there stay; TensorBoard replaces what they have of
   * steps that are made again as the new points come.
   *
   * @param folder of the training; made where it is missing
   * @param iteration steps that the training has behind it
   * @param classes names of the foreground classes
   * @param clock tells when events happen, and names the file
   * @throws UserException if the file cannot be written
   */
  public static TensorBoardLog open(Path folder, int iteration, List<String> classes, Clock clock) {
    try {
      Files.createDirectories(folder);
      Path path = folder.resolve(PREFIX + "%010d".formatted(next(folder, clock)) + SUFFIX);
      return begun(new TensorBoardLog(path, new EventFile(path), classes, clock), iteration + 1);
    } catch (IOException e) {
      throw AtomicFile.unwritable(folder, e);
    }
  }

  /** With what a reader expects first; closed if that cannot be written. */
  private static TensorBoardLog begun(TensorBoardLog log, int step) {
    try {
      log.append(EventMessage.version(log.seconds()));
      log.append(EventMessage.start(log.seconds(), step));
      return log;
    } catch (RuntimeException e) {
      try {
        log.close();
      } catch (RuntimeException alsoUnwritable) {
        e.addSuppressed(alsoUnwritable);
      }
      throw e;
    }
  }

  @Override
  public void onStep(StepReport report) {
    // written before the state is saved
  }

  @Override
  public void beforeSave(StepReport report) {
    EventMessage.Scalars scalars = new EventMessage.Scalars();
    report.losses().forEach((name, value) -> add(scalars, "train/" + name, value));
    add(scalars, "train/lr", report.learningRate());
    add(scalars, "train/images_per_second", report.imagesPerSecond());
    report.validation().ifPresent(scores -> addScores(scalars, scores));
    append(EventMessage.scalars(seconds(), report.iteration(), scalars));
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw AtomicFile.unwritable(path, e);
    }
  }

  private void addScores(EventMessage.Scalars scalars, Scores scores) {
    add(scalars, "val_dice/mean", scores.mean());
    for (int i = 0; i < classes.size(); i++) {
      add(scalars, "val_dice/" + classes.get(i), scores.perClass().get(i));
    }
  }

  private static void add(EventMessage.Scalars scalars, String tag, double value) {
    if (Float.isFinite((float) value)) {
      scalars.add(tag, value);
    }
  }

  private void append(byte[] event) {
    try {
      file.append(event);
    } catch (IOException e) {
      throw AtomicFile.unwritable(path, e);
    }
  }

  private double seconds() {
    return clock.millis() / 1000.0;
  }

  /** Readers go through the files of a folder by name: each must come behind those before it. */
  private static long next(Path folder, Clock clock) throws IOException {
    long next = clock.millis() / 1000;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, PREFIX + "*")) {
      for (Path file : files) {
        next = Math.max(next, after(file.getFileName().toString()));
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return next;
  }

  /** The second after that in a file's name; 0 for other files. */
  private static long after(String name) {
    if (!name.matches("events\\.out\\.tfevents\\.\\d{10}\\.icl")) {
      return 0;
    }
    return 1 + Long.parseLong(name.substring(PREFIX.length(), name.length() - SUFFIX.length()));
  }
}

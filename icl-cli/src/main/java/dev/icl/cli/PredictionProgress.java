package dev.icl.cli;

import dev.icl.app.predict.CohortPrediction;
import dev.icl.app.predict.Segmentation;
import dev.icl.modules.train.ProgressText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/** A line for every scan of a cohort: how far it is, and how long the rest will take. */
final class PredictionProgress implements CohortPrediction.Listener {
  private final PrintWriter output;
  private final int total;
  private final Path folder;
  private final LongSupplier nanoTime;
  private final long start;
  private int seen;
  private int skipped;
  private boolean shared;

  /**
   * @param folder of the results
   * @param nanoTime a clock, as {@link System#nanoTime}
   */
  PredictionProgress(PrintWriter output, int total, Path folder, LongSupplier nanoTime) {
    this.output = output;
    this.total = total;
    this.folder = folder;
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
  }

  /**
   * Takes the number of scans that have an outcome by now, those of other processes included.
   *
   * @param settled from 0 to the number of all scans
   */
  void settled(int settled) {
    if (!shared) {
      // what was there before says nothing of how fast it goes
      shared = true;
      skipped = settled;
    }
    seen = Math.max(seen, settled);
  }

  @Override
  public void done(Path file, Path target, Segmentation segmentation) {
    line(folder.relativize(target).toString());
  }

  @Override
  public void skipped(Path file, Path target) {
    skipped++;
    line(folder.relativize(target) + " is done already");
  }

  @Override
  public void failed(Path file, String sentence) {
    line(file.getFileName() + " failed");
  }

  private void line(String what) {
    seen++;
    int worked = seen - skipped;
    String left = "";
    if (worked > 0 && seen < total) {
      double seconds = (nanoTime.getAsLong() - start) * 1e-9 / worked * (total - seen);
      left = ", " + ProgressText.duration(seconds) + " left";
    }
    output.println("%d/%d  %s%s".formatted(seen, total, what, left));
    output.flush();
  }
}

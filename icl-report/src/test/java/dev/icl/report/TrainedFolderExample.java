package dev.icl.report;

import dev.icl.modules.method.Methods;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Folders as {@code icl train} and {@code icl evaluate} write them, without training anything. */
public final class TrainedFolderExample {
  private TrainedFolderExample() {}

  /** A training of 200 steps that came to its end, and its evaluation. */
  public static Path evaluated(Path folder, String method, long seed, double quality) {
    finished(folder, method, seed, quality);
    StringBuilder csv = new StringBuilder("case,class,dice,jaccard,hd95_voxel,asd_voxel\n");
    for (int patient = 1; patient <= 8; patient++) {
      for (String label : List.of("RV", "\"a \"\"quoted\"\", <b>class</b>\"")) {
        double dice = quality + 0.01 * ((patient * patient + seed) % 7);
        csv.append(
            String.format(
                Locale.ROOT,
                "patient%03d_frame01,%s,%.4f,%.4f,%.2f,%.2f%n",
                patient,
                label,
                dice,
                dice / (2 - dice),
                10 - dice,
                2 - dice));
      }
    }
    write(folder.resolve("evaluation/cases.csv"), csv.toString());
    return folder;
  }

  /** The part of an evaluation's summary that says what chose its network. */
  public static void selection(
      Path evaluation, int iterations, String by, String candidates, int onScoredCases) {
    write(
        evaluation.resolve("summary.json"),
        """
        {"iterations": %d, "split": "val",
         "selection": {"by": "%s", "candidates": %s, "on_scored_cases": %d, "cases": 8}}
        """
            .formatted(iterations, by, candidates, onScoredCases));
  }

  /** A training of 200 steps that came to its end. */
  public static Path finished(Path folder, String method, long seed, double quality) {
    running(folder, method, seed, quality);
    write(
        folder.resolve("summary.json"),
        """
        {"engine": "pytorch", "device": "cpu", "method": "%s", "method_revision": %d,
         "iterations": 200, "seconds": 12.5, "images_per_second": 21.5, "peak_rss_mb": 900,
         "dice": {"mean": %s, "per_class": [%s, null], "std": 0.1}, "best_iteration": 200,
         "parameters": {"backbone": 1000, "training": 2000}}
        """
            .formatted(method, Methods.revision(method), quality, quality));
    return folder;
  }

  /** A training that has made 200 steps of 200 and not yet written its summary. */
  public static Path running(Path folder, String method, long seed, double quality) {
    write(
        folder.resolve("config.yaml"),
        """
        engine: pytorch
        device: auto
        seed: %d
        method: {name: %s, consistency_weight: 50.0}
        network: {name: unet2d}
        data: {name: phantom, labeled: 3}
        train: {iterations: 200}
        """
            .formatted(seed, method));
    List<String> lines = new ArrayList<>();
    for (int i = 1; i <= 200; i++) {
      double loss = 3.0 / i;
      String validation =
          i % 20 == 0
              ? String.format(
                  Locale.ROOT,
                  ",\"val_dice\":{\"mean\":%s,\"per_class\":[%s,null]}",
                  quality * i / 200,
                  quality * i / 200)
              : "";
      lines.add(
          String.format(
              Locale.ROOT,
              "{\"iteration\":%d,\"loss\":%s,\"ce\":%s,\"dice\":%s,\"lr\":0.01,\"images_per_second\":21.0%s}",
              i,
              i == 7 ? "null" : loss,
              loss / 2,
              loss / 2,
              validation));
    }
    write(folder.resolve("metrics.jsonl"), String.join("\n", lines) + "\n");
    return folder;
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

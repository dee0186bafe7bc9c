package dev.icl.modules.train;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The folder of a cross-validation: the trainings {@code fold-0}, {@code fold-1} and so on, each a
 * folder of its own.
 */
public final class FoldFolders {
  private FoldFolders() {}

  /**
   * The folder of a fold's training.
   *
   * @param folder of the cross-validation
   * @param fold from 0
   */
  public static Path of(Path folder, int fold) {
    return folder.resolve("fold-" + fold);
  }

  /** Whether a folder is that of a cross-validation. */
  public static boolean isIn(Path folder) {
    return Files.isDirectory(of(folder, 0));
  }

  /**
   * The trainings that a folder stands for: those of its folds, or itself if it has none.
   *
   * @param folder may also be a file
   */
  public static List<Path> trainings(Path folder) {
    List<Path> folds = new ArrayList<>();
    while (Files.isDirectory(of(folder, folds.size()))) {
      folds.add(of(folder, folds.size()));
    }
    return folds.isEmpty() ? List.of(folder) : List.copyOf(folds);
  }
}

package dev.icl.data.layout;

import dev.icl.core.settings.Checked;
import dev.icl.core.settings.Doc;
import dev.icl.core.settings.Rules;
import java.util.List;

/**
 * The settings of a folder of scans.
 *
 * @param classes names of the classes, the background first; the place in the list is the label
 *     value
 */
public record FolderSettings(
    @Doc(
            value =
                "classes of a `folder`, the background first, in the order of label values; others"
                    + " have their own",
            range = "2 to 256 names, each once")
        List<String> classes)
    implements Checked {
  private static final int MOST_CLASSES = 256;

  /** Copies the list. */
  public FolderSettings {
    classes = List.copyOf(classes);
  }

  /** No names: enough to list scans, not to train on them. */
  public static FolderSettings defaults() {
    return new FolderSettings(List.of());
  }

  @Override
  public void check(Rules rules) {
    rules.must(
        classes.size() != 1 && classes.size() <= MOST_CLASSES,
        "classes",
        "name 2 to %d classes, the background first".formatted(MOST_CLASSES),
        classes);
    rules.must(
        classes.stream().noneMatch(String::isBlank)
            && classes.stream().distinct().count() == classes.size(),
        "classes",
        "be names, each of them once",
        classes);
  }
}

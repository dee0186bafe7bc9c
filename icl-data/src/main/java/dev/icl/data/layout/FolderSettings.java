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
 * @param channels names of the channels of an image, each in a file of its own, {@code CASE_0000},
 *     {@code CASE_0001} and so on; empty where an image has one, in {@code CASE}
 */
public record FolderSettings(
    @Doc(
            value =
                "classes of a `folder`, the background first, in the order of label values; others"
                    + " have their own",
            range = "2 to 256 names, each once")
        List<String> classes,
    @Doc(
            value =
                "channels of a `folder`'s images, in the files `CASE_0000`, `CASE_0001`, …; empty where"
                    + " each image has one, in the file `CASE`",
            range = "names, each once")
        List<String> channels)
    implements Checked {
  private static final int MOST_CLASSES = 256;
  private static final int MOST_CHANNELS = 64;

  /** Copies the lists. */
  public FolderSettings {
    classes = List.copyOf(classes);
    channels = List.copyOf(channels);
  }

  /** No names: enough to list scans, not to train on them. */
  public static FolderSettings defaults() {
    return new FolderSettings(List.of(), List.of());
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
    rules.must(
        channels.size() <= MOST_CHANNELS
            && channels.stream().noneMatch(String::isBlank)
            && channels.stream().distinct().count() == channels.size(),
        "channels",
        "be at most %d names, each of them once".formatted(MOST_CHANNELS),
        channels);
  }
}

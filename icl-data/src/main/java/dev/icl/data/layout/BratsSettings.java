package dev.icl.data.layout;

import dev.icl.core.settings.Checked;
import dev.icl.core.settings.Doc;
import dev.icl.core.settings.Rules;
import java.util.List;

/**
 * The settings of BraTS.
 *
 * @param channels of an image: {@code flair}, {@code t1}, {@code t1ce}, {@code t2}; empty for FLAIR
 *     alone
 */
public record BratsSettings(
    @Doc(
            value =
                "channels of a `folder`'s images, in the files `CASE_0000`, `CASE_0001`, …, empty where"
                    + " each image has one, in the file `CASE`; of `brats19`'s some of `flair`, `t1`,"
                    + " `t1ce` and `t2`, empty for FLAIR",
            range = "names, each once")
        List<String> channels)
    implements Checked {
  /** Copies the list. */
  public BratsSettings {
    channels = List.copyOf(channels);
  }

  /** FLAIR, as the benchmarks have it. */
  public static BratsSettings defaults() {
    return new BratsSettings(List.of());
  }

  @Override
  public void check(Rules rules) {
    rules.must(
        BratsChannel.words().containsAll(channels)
                && channels.stream().distinct().count() == channels.size()
            || rules.unread("channels"),
        "channels",
        "be some of %s, each once".formatted(String.join(", ", BratsChannel.words())),
        channels);
  }

  /** The images that are read of a case, in their order. */
  List<BratsChannel> images() {
    return channels.isEmpty()
        ? List.of(BratsChannel.FLAIR)
        : channels.stream().map(BratsChannel::of).toList();
  }
}

package dev.icl.data.layout;

import dev.icl.core.io.FileNames;
import dev.icl.data.catalog.ChannelFiles;
import dev.icl.data.catalog.ChannelFiles.Channel;
import dev.icl.data.catalog.DatasetDiagnostics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The files of a folder of images, by case: one each, or one for each channel.
 *
 * @param cases by the name of the case, each with its first file
 * @param files every file of each case, in the order of the channels
 */
record ChannelCases(CaseFiles cases, Map<String, List<Path>> files) {
  /** Those of images in one file each. */
  static ChannelCases single(CaseFiles images) {
    Map<String, List<Path>> files = new LinkedHashMap<>();
    images.readable().forEach((name, file) -> files.put(name, List.of(file)));
    return new ChannelCases(images, files);
  }

  /**
   * Those of images whose channels are in the files {@code CASE_0000}, {@code CASE_0001} and so on.
   * A file without a number holds them all.
   *
   * @param images files by their names
   * @param channels names of the channels
   * @param findings receives channels that are missing or too many
   */
  static ChannelCases numbered(
      CaseFiles images, List<String> channels, DatasetDiagnostics findings) {
    Map<String, TreeMap<Integer, Path>> found = new LinkedHashMap<>();
    Map<String, List<Path>> files = new LinkedHashMap<>();
    images
        .readable()
        .forEach(
            (stem, file) ->
                ChannelFiles.of(stem)
                    .ifPresentOrElse(
                        channel ->
                            found
                                .computeIfAbsent(channel.name(), name -> new TreeMap<>())
                                .put(channel.channel(), file),
                        () -> files.put(stem, List.of(file))));
    Set<String> lost = new LinkedHashSet<>();
    images.lost().forEach(stem -> lost.add(ChannelFiles.of(stem).map(Channel::name).orElse(stem)));
    found.forEach(
        (name, numbered) -> {
          if (lost.contains(name)) {
            return;
          }
          if (isWhole(name, numbered, channels, findings)) {
            files.put(name, new ArrayList<>(numbered.values()));
          } else {
            lost.add(name);
          }
        });
    Map<String, Path> first = new LinkedHashMap<>();
    files.forEach((name, all) -> first.put(FileNames.composed(name), all.get(0)));
    return new ChannelCases(new CaseFiles(first, lost, images.others()), files);
  }

  private static boolean isWhole(
      String name,
      TreeMap<Integer, Path> numbered,
      List<String> channels,
      DatasetDiagnostics findings) {
    boolean whole = true;
    for (int c = 0; c < channels.size(); c++) {
      if (!numbered.containsKey(c)) {
        whole = false;
        findings.add(
            "The case '%s' in %s lacks the channel %s: add the file %s, or remove those of its other channels."
                .formatted(
                    name,
                    numbered.firstEntry().getValue().getParent(),
                    channels.get(c),
                    ChannelFiles.name(name, c)));
      }
    }
    for (Path beyond : numbered.tailMap(channels.size()).values()) {
      whole = false;
      findings.add(
          "%s is a channel too many: there are %d (%s); name it too, or move the file elsewhere."
              .formatted(beyond, channels.size(), String.join(", ", channels)));
    }
    return whole;
  }
}

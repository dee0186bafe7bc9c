package dev.icl.app.predict;

import dev.icl.app.predict.PredictionInputs.Input;
import dev.icl.core.error.UserException;
import dev.icl.data.catalog.ChannelFiles;
import dev.icl.data.catalog.ChannelFiles.Channel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The scans of a network that takes several channels, each of which may be in a file of its own.
 */
public final class ChannelInputs {
  private ChannelInputs() {}

  /**
   * Puts the files {@code CASE_0000}, {@code CASE_0001} and so on together; a file without a number
   * holds all channels.
   *
   * @param inputs one for each file
   * @param channels names of the network's channels; with one, every file is a scan
   * @return one for each scan, in the order of their first files
   * @throws UserException if a scan lacks a channel or has one too many
   */
  public static List<Input> of(List<Input> inputs, List<String> channels) {
    if (channels.size() == 1) {
      return inputs;
    }
    Map<Path, List<Input>> scans = new LinkedHashMap<>();
    for (Input input : inputs) {
      scans.computeIfAbsent(name(input), name -> new ArrayList<>()).add(input);
    }
    return scans.entrySet().stream()
        .map(scan -> together(scan.getKey(), scan.getValue(), channels))
        .toList();
  }

  private static Optional<Channel> channel(Input input) {
    return ChannelFiles.of(String.valueOf(input.name().getFileName()));
  }

  private static Path name(Input input) {
    return channel(input).map(c -> input.name().resolveSibling(c.name())).orElse(input.name());
  }

  private static Input together(Path name, List<Input> files, List<String> channels) {
    if (files.size() == 1 && channel(files.get(0)).isEmpty()) {
      return files.get(0);
    }
    Path[] ordered = new Path[channels.size()];
    for (Input file : files) {
      Optional<Channel> channel = channel(file);
      if (channel.isEmpty() || channel.get().channel() >= channels.size()) {
        throw new UserException(
            "%s is a channel too many of '%s': the network takes %d (%s), in files of their own or all in one; leave it out."
                .formatted(file.file(), name, channels.size(), String.join(", ", channels)));
      }
      ordered[channel.get().channel()] = file.file();
    }
    List<Path> found = new ArrayList<>();
    for (int c = 0; c < ordered.length; c++) {
      if (ordered[c] == null) {
        throw new UserException(
            "'%s' lacks the channel %s, which the network takes: name the file %s, too."
                .formatted(
                    name,
                    channels.get(c),
                    ChannelFiles.name(String.valueOf(name.getFileName()), c)));
      }
      found.add(ordered[c]);
    }
    return new Input(found.get(0), found.subList(1, found.size()), name);
  }
}

package dev.icl.report.viewer;

import dev.icl.app.predict.PredictionInputs.Input;
import dev.icl.core.error.UserException;
import dev.icl.data.catalog.ChannelFiles;
import dev.icl.data.format.Contents;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.scan.Scan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Scans in files, with label maps from folders and those in the scans' own files. */
public final class FileCases implements ViewedCases {
  private static final String OWN = "label";

  private final VolumeFormats formats;
  private final Map<String, Entry> entries;
  private final List<String> names;
  private final Optional<LabelFolder> reference;
  private final List<LabelFolder> predictions;

  /** A case: the name by which label maps are found, and the files of its channels. */
  private record Entry(Path name, List<Path> files) {}

  /**
   * @param formats that are read
   * @param inputs the files
   * @param reference label maps to compare with; empty for those in the scans' own files
   * @param predictions more label maps
   * @param wanted names of the cases to show; empty for all
   * @throws UserException if one of them is not there
   */
  public FileCases(
      VolumeFormats formats,
      List<Input> inputs,
      Optional<LabelFolder> reference,
      List<LabelFolder> predictions,
      List<String> wanted) {
    this.formats = formats;
    this.reference = reference;
    this.predictions = List.copyOf(predictions);
    this.entries = entries(inputs);
    this.names = WantedCases.of(wanted, List.copyOf(entries.keySet()));
  }

  /** Files {@code CASE_0000}, {@code CASE_0001} and so on are the channels of one scan. */
  private static Map<String, Entry> entries(List<Input> inputs) {
    Map<Path, List<Path>> files = new LinkedHashMap<>();
    for (Input input : inputs) {
      files.computeIfAbsent(caseOf(input), name -> new ArrayList<>()).addAll(input.files());
    }
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (Input input : inputs) {
      Path name = caseOf(input);
      List<Path> channels = Objects.requireNonNull(files.get(name)).stream().sorted().toList();
      // a single numbered file keeps its name, by which its label map is found
      Path called = channels.size() == 1 ? input.name() : name;
      entries.put(called.toString().replace('\\', '/'), new Entry(called, channels));
    }
    return entries;
  }

  private static Path caseOf(Input input) {
    return ChannelFiles.of(String.valueOf(input.name().getFileName()))
        .map(channel -> input.name().resolveSibling(channel.name()))
        .orElse(input.name());
  }

  @Override
  public String title() {
    return names.size() == 1 ? names.get(0) : names.size() + " scans";
  }

  @Override
  public String subtitle() {
    List<String> maps = predictions.stream().map(LabelFolder::name).toList();
    return maps.isEmpty()
        ? "Scans as their files hold them."
        : "Scans as their files hold them, with the label maps of " + String.join(", ", maps) + ".";
  }

  @Override
  public List<String> names() {
    return names;
  }

  @Override
  public List<String> layers() {
    List<String> layers = new ArrayList<>();
    layers.add(reference.map(LabelFolder::name).orElse(OWN));
    predictions.forEach(folder -> layers.add(folder.name()));
    return layers;
  }

  @Override
  public Optional<String> className(int label) {
    List<LabelFolder> all = new ArrayList<>(predictions);
    reference.ifPresent(all::add);
    return all.stream()
        .map(LabelFolder::classNames)
        .filter(classes -> label < classes.size())
        .findFirst()
        .map(classes -> classes.get(label));
  }

  @Override
  public ViewedCase read(String name) {
    Entry entry = Objects.requireNonNull(entries.get(name), name);
    List<Scan> channels = new ArrayList<>();
    List<String> channelNames = new ArrayList<>();
    Optional<Scan> own = Optional.empty();
    for (Path file : entry.files()) {
      Contents contents = formats.read(file);
      Scan image = contents.image().or(contents::label).orElseThrow();
      List<Scan> volumes = ThreeAxes.of(image, file);
      for (int i = 0; i < volumes.size(); i++) {
        channels.add(volumes.get(i).inOrder(image.order()));
        channelNames.add(channelName(entry, file, volumes.size(), i));
      }
      if (own.isEmpty() && contents.image().isPresent()) {
        own = contents.label().map(label -> ThreeAxes.of(label, file).get(0));
      }
    }
    Scan first = channels.get(0);
    requireOneGrid(entry, channels);
    List<Optional<Scan>> labels = new ArrayList<>();
    boolean alone = entries.size() == 1;
    Optional<Scan> inside =
        own.filter(label -> label.shape().equals(first.shape()))
            .map(label -> label.inOrder(first.order()));
    labels.add(
        reference.isPresent() ? reference.get().read(entry.name(), alone, first, formats) : inside);
    for (LabelFolder folder : predictions) {
      labels.add(folder.read(entry.name(), alone, first, formats));
    }
    return new ViewedCase(channels, channelNames, labels);
  }

  private static String channelName(Entry entry, Path file, int volumes, int place) {
    String name = entry.files().size() == 1 ? "channel" : String.valueOf(file.getFileName());
    return volumes == 1 ? name : name + " " + (place + 1);
  }

  private static void requireOneGrid(Entry entry, List<Scan> channels) {
    Scan first = channels.get(0);
    for (Scan channel : channels) {
      if (!channel.shape().equals(first.shape()) || channel.order() != first.order()) {
        throw new UserException(
            "The channels of %s have the shapes %s and %s: files that are numbered alike must be of one scan."
                .formatted(entry.name(), first.shape(), channel.shape()));
      }
    }
  }

  @Override
  public Map<Integer, List<ClassScore>> scores(String name) {
    return Map.of();
  }
}

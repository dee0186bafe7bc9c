package dev.icl.report.viewer;

import dev.icl.app.overlay.ClassColors;
import dev.icl.data.scan.Scan;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Cases made ready for the page one after the other, as long as there is room. */
final class PackedCases {
  private static final int VALUES = 256;

  private final ViewedCases source;
  private final SliceRange slices;
  private final int every;
  private final List<String> blocks = new ArrayList<>();
  private final List<PageData.Case> cases = new ArrayList<>();
  private final boolean[] seen = new boolean[VALUES];
  private long characters;

  /**
   * @param source of the cases
   * @param slices that are shown
   * @param every number of voxels along each long axis that one stands for
   */
  PackedCases(ViewedCases source, SliceRange slices, int every) {
    this.source = source;
    this.slices = slices;
    this.every = every;
  }

  /** Reads a case and adds it. */
  void add(String name) {
    ViewedCase read = source.read(name);
    ShownGrid grid = ShownGrid.of(read.channels().get(0)).with(slices).thinned(every);
    List<PageData.Channel> channels = new ArrayList<>();
    for (int c = 0; c < read.channels().size(); c++) {
      Packed.Image image = Packed.image(read.channels().get(c), grid);
      channels.add(
          new PageData.Channel(
              read.channelNames().get(c),
              image.low(),
              image.step(),
              image.bits(),
              List.of(image.windowLow(), image.windowHigh()),
              block(image.text())));
    }
    List<Integer> labels = new ArrayList<>();
    for (Optional<Scan> map : read.labels()) {
      labels.add(map.map(m -> block(Packed.labels(m, grid, seen))).orElse(-1));
    }
    List<Integer> start =
        read.labels().stream()
            .flatMap(Optional::stream)
            .findFirst()
            .map(map -> FullestPlanes.of(map, grid))
            .orElseGet(() -> grid.axes().stream().map(axis -> axis.size() / 2).toList());
    cases.add(
        new PageData.Case(
            name,
            grid.oriented(),
            grid.measured(),
            grid.axes().stream().map(PageData.Axis::of).toList(),
            channels,
            labels,
            start,
            scores(name)));
  }

  private int block(String text) {
    blocks.add(text);
    characters += text.length();
    return blocks.size() - 1;
  }

  private List<@Nullable List<PageData.Score>> scores(String name) {
    Map<Integer, List<ViewedCases.ClassScore>> scored = source.scores(name);
    List<@Nullable List<PageData.Score>> all = new ArrayList<>();
    for (int layer = 0; layer < source.layers().size(); layer++) {
      List<ViewedCases.ClassScore> of = scored.get(layer);
      all.add(of == null ? null : of.stream().map(PackedCases::score).toList());
    }
    return all;
  }

  private static PageData.Score score(ViewedCases.ClassScore score) {
    return new PageData.Score(score.label(), counted(score.dice()), counted(score.hd95()));
  }

  private static @Nullable Double counted(double value) {
    return Double.isFinite(value) ? value : null;
  }

  /** Characters of all voxels so far. */
  long characters() {
    return characters;
  }

  /** The text of every block. */
  List<String> blocks() {
    return blocks;
  }

  /** Everything else. */
  PageData data() {
    List<PageData.Label> classes = new ArrayList<>();
    for (int value = 1; value < VALUES; value++) {
      int label = value;
      if (seen[value] || source.className(value).isPresent()) {
        classes.add(
            new PageData.Label(
                value, source.className(value).orElseGet(() -> "label " + label), css(value)));
      }
    }
    return new PageData(source.layers(), classes, cases);
  }

  private static String css(int label) {
    Color color = ClassColors.of(label);
    return String.format(Locale.ROOT, "#%06x", color.getRGB() & 0xffffff);
  }
}

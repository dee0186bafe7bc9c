package dev.icl.report.viewer;

import dev.icl.data.scan.Scan;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Cases of balls with a reference and two segmentations of them.
 *
 * @param names of the cases
 * @param size of every axis
 */
public record FewCases(List<String> names, int size) implements ViewedCases {
  /** Copies the list. */
  public FewCases {
    names = List.copyOf(names);
  }

  @Override
  public String title() {
    return "Cases of <b>runs</b>";
  }

  @Override
  public String subtitle() {
    return "Made for \"tests\".";
  }

  @Override
  public List<String> layers() {
    return List.of("reference", "icl <1>", "supervised");
  }

  @Override
  public Optional<String> className(int label) {
    return label == 1 ? Optional.of("ball </script>") : Optional.empty();
  }

  @Override
  public ViewedCase read(String name) {
    Scan ball = Scans.ball(size);
    return new ViewedCase(
        List.of(ball, Scans.label(size, 0.1)),
        List.of("T1", "T2"),
        List.of(
            Optional.of(Scans.label(size, 0.3)),
            Optional.of(Scans.label(size, 0.25)),
            names.indexOf(name) == 0 ? Optional.empty() : Optional.of(Scans.label(size, 0.2))));
  }

  @Override
  public Map<Integer, List<ClassScore>> scores(String name) {
    double dice = 0.9 - 0.1 * names.indexOf(name);
    return Map.of(
        1,
        List.of(
            new ClassScore("ball </script>", dice, 2.5),
            new ClassScore("shell", Double.NaN, Double.NaN)));
  }
}

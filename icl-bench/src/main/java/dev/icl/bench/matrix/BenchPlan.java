package dev.icl.bench.matrix;

import dev.icl.app.config.RunConfig;
import dev.icl.app.config.RunConfigReader;
import dev.icl.app.config.RunConfigWriter;
import dev.icl.bench.config.BenchConfig;
import dev.icl.bench.config.BenchConfig.Variant;
import dev.icl.bench.config.BenchSettings;
import dev.icl.bench.matrix.PlannedCell.Task;
import dev.icl.core.error.UnknownName;
import dev.icl.core.error.UserException;
import dev.icl.modules.method.Methods;
import dev.icl.report.record.CellKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The cells of a benchmark and their order, which follow from its configuration alone.
 *
 * <p>Timings come first. Engines and methods take turns, and every other repeat goes through them
 * backwards (A B, B A), so that a machine that grows slower or faster does so for all. Then come
 * the runs for parity, then the trainings, one seed after the other.
 *
 * @param cells in that order
 * @param pairs the parity runs that are compared with each other, the reference first
 */
public record BenchPlan(List<PlannedCell> cells, List<Pair> pairs) {
  /** Copies the lists. */
  public BenchPlan {
    cells = List.copyOf(cells);
    pairs = List.copyOf(pairs);
  }

  /**
   * Two parity runs.
   *
   * @param reference by the first engine and device
   * @param other by another
   */
  public record Pair(PlannedCell reference, PlannedCell other) {}

  /**
   * Makes the plan.
   *
   * @throws UserException if a value of an axis is out of range
   */
  public static BenchPlan of(BenchConfig config) {
    return new Maker(config).make();
  }

  /**
   * The cell of an id.
   *
   * @throws UserException if there is none
   */
  public PlannedCell cell(String id) {
    return cells.stream()
        .filter(cell -> cell.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                UnknownName.of("--cell", "cell", id, cells.stream().map(PlannedCell::id).toList()));
  }

  /** The number of cells of a task. */
  public long count(Task task) {
    return cells.stream().filter(cell -> cell.task() == task).count();
  }

  /** A method with its settings on a backbone. */
  private record Subject(String network, Variant variant, String method) {}

  /** The number of labelled patients, and the drawing that selects them. */
  private record Labels(int patients, int draw) {
    /** A drawing of the list's order is not told, as before there were others. */
    String name() {
      return "l" + patients + (draw == 0 ? "" : "-d" + draw);
    }
  }

  /** An engine and where it computes. */
  private record Place(String engine, String device) {}

  private static final class Maker {
    private final BenchConfig config;
    private final BenchSettings bench;
    private final RunConfigReader reader =
        new RunConfigReader(Map.of(), Path.of("").toAbsolutePath());
    private final List<PlannedCell> cells = new ArrayList<>();
    private final List<Pair> pairs = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();

    Maker(BenchConfig config) {
      this.config = config;
      this.bench = config.bench();
    }

    BenchPlan make() {
      timings();
      if (bench.parity().iterations() > 0 && places().size() > 1) {
        parity();
      }
      if (bench.accuracy()) {
        trainings();
      }
      return new BenchPlan(cells, pairs);
    }

    private void timings() {
      for (int repeat = 1; repeat <= bench.timing().repeats(); repeat++) {
        List<PlannedCell> round = new ArrayList<>();
        for (Subject subject : subjects()) {
          for (Place place : places()) {
            CellKey key = key(subject, place, first(), null, repeat);
            String id = id("timing", key, "r" + repeat);
            round.add(new PlannedCell(id, Task.TIMING, key, config(subject, key, List.of())));
          }
        }
        for (int i = 0; i < round.size(); i++) {
          cells.add(round.get(repeat % 2 == 1 ? i : round.size() - 1 - i));
        }
      }
    }

    private void parity() {
      int iterations = bench.parity().iterations();
      List<String> settings = new ArrayList<>(oneThread());
      settings.add("random=portable");
      settings.add("train.iterations=" + iterations);
      settings.add("train.validate_every=" + iterations);
      for (Subject subject : subjects()) {
        if (subject.variant().name().isEmpty()) {
          @Nullable PlannedCell reference = null;
          for (Place place : places()) {
            CellKey key = key(subject, place, first(), bench.seeds().get(0), null);
            PlannedCell cell =
                new PlannedCell(
                    id("parity", key, ""), Task.PARITY, key, config(subject, key, settings));
            cells.add(cell);
            if (reference == null) {
              reference = cell;
            } else {
              pairs.add(new Pair(reference, cell));
            }
          }
        }
      }
    }

    private void trainings() {
      for (long seed : bench.seeds()) {
        for (Labels labels : labels()) {
          for (Subject subject : subjects()) {
            for (Place place : places()) {
              CellKey key = key(subject, place, labels, seed, null);
              String id = id("train", key, labels.name() + "-s" + seed);
              cells.add(new PlannedCell(id, Task.TRAIN, key, config(subject, key, oneThread())));
            }
          }
        }
      }
    }

    private List<Labels> labels() {
      List<Labels> labels = new ArrayList<>();
      for (int patients : bench.labeled()) {
        for (int draw : bench.labelDraws()) {
          labels.add(new Labels(patients, draw));
        }
      }
      return labels;
    }

    /** Timings and parity need no more. */
    private Labels first() {
      return labels().get(0);
    }

    /** Methods change first, so that what is compared is made close together in time. */
    private List<Subject> subjects() {
      List<Subject> subjects = new ArrayList<>();
      for (String network : bench.networks()) {
        for (Variant variant : config.variants()) {
          for (String method : bench.methods()) {
            if (variant.appliesTo(method)) {
              subjects.add(new Subject(network, variant, method));
            }
          }
        }
      }
      return subjects;
    }

    private List<Place> places() {
      List<Place> places = new ArrayList<>();
      for (String device : bench.devices()) {
        for (String engine : bench.engines()) {
          places.add(new Place(engine, device));
        }
      }
      return places;
    }

    /** Whatever the machine, so that a benchmark goes on the same on another. */
    private List<String> oneThread() {
      return bench.parallel().equals("1") ? List.of() : List.of("threads=1");
    }

    private static CellKey key(
        Subject subject,
        Place place,
        Labels labels,
        @Nullable Long seed,
        @Nullable Integer repeat) {
      return new CellKey(
          place.engine(),
          place.device(),
          subject.method(),
          Methods.revision(subject.method()),
          subject.variant().name(),
          subject.network(),
          labels.patients(),
          labels.draw(),
          seed,
          repeat);
    }

    /** Made of the axes; numbered where two would be the same. */
    private String id(String kind, CellKey key, String end) {
      List<String> parts = new ArrayList<>(List.of(kind, key.engine(), key.device(), key.method()));
      parts.addAll(List.of(key.variant(), key.network(), end));
      parts.removeIf(String::isEmpty);
      String id = String.join("-", parts).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "-");
      String free = id;
      for (int i = 2; !ids.add(free); i++) {
        free = id + "-" + i;
      }
      return free;
    }

    private RunConfig config(Subject subject, CellKey key, List<String> more) {
      List<String> settings =
          new ArrayList<>(
              List.of(
                  "engine=" + key.engine(),
                  "device=" + key.device(),
                  "method.name=" + key.method(),
                  "network.name=" + key.network(),
                  "data.labeled=" + key.labeled(),
                  "data.label_draw=" + key.labelDraw()));
      if (key.seed() != null) {
        settings.add("seed=" + key.seed());
      }
      settings.addAll(more);
      RunConfig run =
          reader
              .doors()
              .naming(
                  subject.variant().settings(),
                  subject.variant().open(),
                  key.method(),
                  key.network());
      return reader.readText("bench.yaml", RunConfigWriter.toYaml(run), settings);
    }
  }
}

package dev.icl.report.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.icl.core.error.UserException;
import dev.icl.core.settings.Providers;
import dev.icl.modules.method.MethodProvider;
import dev.icl.modules.method.Methods;
import dev.icl.report.record.BenchRecord;
import dev.icl.report.record.Cell;
import dev.icl.report.record.Cell.Status;
import dev.icl.report.record.Machine;
import dev.icl.report.record.Machines;
import dev.icl.report.record.Parity;
import dev.icl.report.record.TrainingOutcome;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that was measured, of one record or of several that were put together.
 *
 * @param machines each once, ids made unique
 * @param cells each once
 * @param parity each once
 * @param configurations the first is A, the second B
 */
public record Evidence(
    List<Machine> machines, List<Item> cells, List<Parity> parity, List<JsonNode> configurations) {
  /** Copies the lists. */
  public Evidence {
    machines = List.copyOf(machines);
    cells = List.copyOf(cells);
    parity = List.copyOf(parity);
    configurations = List.copyOf(configurations);
  }

  /**
   * A cell with its place among others.
   *
   * @param group the group it belongs to
   * @param machine id among {@link Evidence#machines}
   * @param cell its own machine id is that of its own record
   * @param folder the folder that its pictures are relative to
   */
  public record Item(Group group, String machine, Cell cell, Path folder) {
    /** The outcome of its training, which a cell of another kind does not have. */
    public TrainingOutcome training() {
      return Objects.requireNonNull(cell.training(), cell.id());
    }

    private Place place() {
      return new Place(
          group,
          machine,
          cell.kind(),
          cell.key().labelDraw(),
          cell.key().seed(),
          cell.key().repeat());
    }
  }

  /** The key of a measurement, of which there can be only one. */
  private record Place(
      Group group,
      String machine,
      Cell.Kind kind,
      int labelDraw,
      @Nullable Long seed,
      @Nullable Integer repeat) {}

  /** The same of a parity row; a record does not say on which of its machines that was. */
  private record Course(
      String configuration,
      Set<Machine> machines,
      List<String> engines,
      List<String> devices,
      String method,
      String network,
      int iterations) {
    static Course of(String configuration, Set<Machine> machines, Parity p) {
      return new Course(
          configuration,
          machines,
          List.of(p.engineA(), p.engineB()),
          List.of(p.deviceA(), p.deviceB()),
          p.method(),
          p.network(),
          p.iterations());
    }
  }

  private record Row(Parity parity, Path folder) {}

  /**
   * Puts records together. Cells and parity rows that are in several records count once; one that
   * failed in one and was done in another is done.
   *
   * @throws UserException if two records tell different results of the same cell on one machine
   */
  public static Evidence of(List<Source> sources) {
    Configurations configurations = new Configurations();
    Machines machines = new Machines();
    Providers<MethodProvider<?>> methods = Methods.installed();
    Map<Place, Item> cells = new LinkedHashMap<>();
    Map<Course, Row> parity = new LinkedHashMap<>();
    for (Source source : sources) {
      BenchRecord record = source.record();
      String letter =
          configurations.letter(source.comparable(), source.circumstances(), record.config());
      Map<String, String> ids = new HashMap<>();
      record.machines().forEach(machine -> ids.put(machine.id(), machines.add(machine)));
      for (Cell cell : record.cells()) {
        String machine = ids.getOrDefault(cell.machine(), cell.machine());
        Group group = Group.of(letter, cell.key(), methods);
        Item item = new Item(group, machine, cell, source.folder());
        cells.merge(item.place(), item, Evidence::oneOf);
      }
      Set<Machine> here = Machines.facts(record.machines());
      for (Parity row : record.parity()) {
        parity.merge(Course.of(letter, here, row), new Row(row, source.folder()), Evidence::oneOf);
      }
    }
    return new Evidence(
        machines.all(),
        List.copyOf(cells.values()),
        parity.values().stream().map(Row::parity).toList(),
        configurations.configurations());
  }

  /** The cells that ended well or badly. */
  public List<Item> cells(Cell.Kind kind, Status status) {
    return cells.stream()
        .filter(item -> item.cell().kind() == kind && item.cell().status() == status)
        .toList();
  }

  private static Row oneOf(Row a, Row b) {
    if (a.parity().status() != b.parity().status()) {
      return a.parity().status() == Status.DONE ? a : b;
    }
    if (a.parity().status() == Status.FAILED || a.parity().equals(b.parity())) {
      return a;
    }
    throw new UserException(
        "%s and %s tell different results of the same parity run, %s against %s with %s; leave one of the two out."
            .formatted(
                a.folder(),
                b.folder(),
                a.parity().engineB(),
                a.parity().engineA(),
                a.parity().method()));
  }

  private static Item oneOf(Item a, Item b) {
    if (a.cell().status() != b.cell().status()) {
      return a.cell().status() == Status.DONE ? a : b;
    }
    boolean same =
        a.cell().status() == Status.FAILED
            || (Objects.equals(a.cell().training(), b.cell().training())
                && Objects.equals(a.cell().timing(), b.cell().timing()));
    if (same) {
      return a;
    }
    throw new UserException(
        "%s and %s tell different results of the same cell, %s on machine %s; leave one of the two out."
            .formatted(a.folder(), b.folder(), a.cell().id(), a.machine()));
  }
}

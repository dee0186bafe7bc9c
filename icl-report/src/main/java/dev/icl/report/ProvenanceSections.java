package dev.icl.report;

import dev.icl.app.config.ConfigTree;
import dev.icl.report.analysis.Evidence;
import dev.icl.report.analysis.Evidence.Item;
import dev.icl.report.analysis.Labels;
import dev.icl.report.analysis.Words;
import dev.icl.report.record.Cell.Status;
import dev.icl.report.record.Machine;
import dev.icl.report.view.Section;
import dev.icl.report.view.Section.Listing;
import dev.icl.report.view.Table;
import dev.icl.report.view.Table.Column;
import dev.icl.report.view.Table.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The sections on failures, machines, configuration and reproduction. */
final class ProvenanceSections {
  static final String CITATION =
      """
      @inproceedings{zhu2023icl,
        title     = {Inherent Consistent Learning for Accurate Semi-supervised Medical Image Segmentation},
        author    = {Zhu, Ye and Yang, Jie and Liu, Si-Qi and Zhang, Ruimao},
        booktitle = {Medical Imaging with Deep Learning},
        year      = {2023}
      }
      """;

  private ProvenanceSections() {}

  static List<Section> of(Evidence evidence, Labels labels, List<String> commands) {
    List<Section> sections = new ArrayList<>();
    List<Item> failed =
        evidence.cells().stream().filter(i -> i.cell().status() == Status.FAILED).toList();
    if (!failed.isEmpty()) {
      sections.add(
          Section.titled("failures", "Failed cells").listing(List.of(failures(failed, labels))));
    }
    sections.add(
        Section.titled("machines", "Machines and versions")
            .saying(List.of(effort(evidence)))
            .listing(List.of(machines(evidence.machines())))
            .quoting(flags(evidence)));
    List<Listing> listings = new ArrayList<>();
    for (int i = 0; i < evidence.configurations().size(); i++) {
      String letter = evidence.configurations().size() == 1 ? "" : " " + (char) ('A' + i);
      listings.add(
          new Listing(
              "Configuration" + letter, ConfigTree.toYaml(evidence.configurations().get(i)), true));
    }
    sections.add(Section.titled("configuration", "Configuration").quoting(listings));
    sections.add(
        Section.titled("repeat", "Repeat and cite")
            .quoting(
                List.of(
                    new Listing("To repeat this", String.join("\n", commands), false),
                    new Listing("To cite the method", CITATION, false))));
    return sections;
  }

  private static Table failures(List<Item> failed, Labels labels) {
    List<Row> rows = new ArrayList<>();
    for (Item item : failed) {
      rows.add(
          new Row(
              "",
              List.of(
                  item.cell().id(),
                  labels.full(item.group()),
                  item.cell().kind().name().toLowerCase(Locale.ROOT),
                  item.machine(),
                  item.cell().reason() == null ? Words.NONE : item.cell().reason())));
    }
    return new Table(
        "Cells without a result",
        "",
        List.of(
            Column.words("Cell"),
            Column.words("Method and engine"),
            Column.words("Kind"),
            Column.words("Machine"),
            Column.words("Reason")),
        rows);
  }

  private static String effort(Evidence evidence) {
    double hours = evidence.cells().stream().mapToDouble(i -> i.cell().seconds()).sum() / 3600;
    return "%s, %s hours of processes in all."
        .formatted(Words.count(evidence.cells().size(), "cell"), Words.significant(hours));
  }

  private static List<Listing> flags(Evidence evidence) {
    List<String> flags =
        evidence.cells().stream()
            .map(item -> String.join(" ", item.cell().flags()))
            .filter(text -> !text.isBlank())
            .distinct()
            .toList();
    return flags.isEmpty()
        ? List.of()
        : List.of(new Listing("Options of the Java processes", String.join("\n", flags), true));
  }

  private static Table machines(List<Machine> machines) {
    List<Column> columns = new ArrayList<>(List.of(Column.words("")));
    machines.forEach(m -> columns.add(Column.words(m.id())));
    List<Row> rows = new ArrayList<>();
    rows.add(row("Processor", machines, Machine::cpu));
    rows.add(row("Cores", machines, m -> m.cores() == 0 ? Words.NONE : "" + m.cores()));
    rows.add(row("Memory", machines, m -> m.memoryMb() == 0 ? Words.NONE : m.memoryMb() + " MiB"));
    rows.add(row("GPU", machines, m -> m.gpu() == null ? "none" : m.gpu()));
    rows.add(row("System", machines, m -> (m.os() + " " + m.arch()).strip()));
    rows.add(row("Java", machines, Machine::java));
    machines.stream()
        .flatMap(m -> m.versions().keySet().stream())
        .distinct()
        .sorted()
        .forEach(
            name ->
                rows.add(row(name, machines, m -> m.versions().getOrDefault(name, Words.NONE))));
    return new Table("Machines", "", columns, rows);
  }

  private static Row row(String name, List<Machine> machines, Function<Machine, String> fact) {
    List<String> cells = new ArrayList<>(List.of(name));
    machines.forEach(machine -> cells.add(fact.apply(machine)));
    return new Row("", cells);
  }
}

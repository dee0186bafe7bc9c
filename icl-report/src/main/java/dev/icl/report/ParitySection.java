package dev.icl.report;

import dev.icl.report.analysis.Words;
import dev.icl.report.record.Cell.Status;
import dev.icl.report.record.Parity;
import dev.icl.report.view.Section;
import dev.icl.report.view.Table;
import dev.icl.report.view.Table.Column;
import dev.icl.report.view.Table.Row;
import java.util.ArrayList;
import java.util.List;

/** The section on the agreement between engines. */
final class ParitySection {
  private ParitySection() {}

  static List<Section> of(List<Parity> parity) {
    if (parity.isEmpty()) {
      return List.of();
    }
    List<Row> rows = new ArrayList<>();
    for (Parity p : parity) {
      rows.add(
          new Row(
              "",
              List.of(
                  "%s %s against %s %s"
                      .formatted(p.engineB(), p.deviceB(), p.engineA(), p.deviceA()),
                  p.method(),
                  p.network(),
                  String.valueOf(p.iterations()),
                  p.maxLossDistance() == null ? Words.NONE : Words.percent(p.maxLossDistance()),
                  p.atIteration() == null ? Words.NONE : String.valueOf(p.atIteration()),
                  p.gradientDistance() == null ? Words.NONE : Words.percent(p.gradientDistance()),
                  p.gradientVariable() == null ? Words.NONE : p.gradientVariable(),
                  p.labelAgreement() == null ? Words.NONE : Words.percent(p.labelAgreement()),
                  p.status() == Status.FAILED ? String.valueOf(p.reason()) : "done")));
    }
    return List.of(
        Section.titled("parity", "Parity")
            .saying(
                List.of(
                    "The engines start from the same weights, see the same batches and draw the same"
                        + " dropout masks (random: portable); what is left is rounding, which"
                        + " grows as a training goes on."))
            .listing(
                List.of(
                    new Table(
                        "Distances between engines",
                        "Loss: the largest |b − a| / |a| of any iteration. Gradient: the largest"
                            + " ‖b − a‖ / ‖a‖ of a variable at the first step.",
                        List.of(
                            Column.words("Engines"),
                            Column.words("Method"),
                            Column.words("Network"),
                            Column.number("Iterations"),
                            Column.number("Largest loss distance"),
                            Column.number("At iteration"),
                            Column.number("Largest gradient distance"),
                            Column.words("Of"),
                            Column.number("Voxels labelled alike"),
                            Column.words("Status")),
                        rows))));
  }
}

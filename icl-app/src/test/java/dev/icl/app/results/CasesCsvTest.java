package dev.icl.app.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import dev.icl.data.metrics.ClassScores;
import dev.icl.data.metrics.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CasesCsvTest {
  @TempDir Path folder;

  @Test
  void everyColumnNamesItsUnit() {
    assertThat(CasesCsv.text(List.of()))
        .isEqualTo(
            "case,patient,class,dice,jaccard,precision,recall,hd_voxel,hd95_voxel,asd_voxel,assd_voxel,"
                + "hd_mm,hd95_mm,asd_mm,assd_mm,nsd,volume_difference_ml,"
                + "volume_difference_relative,reference\n");
  }

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    ClassScores scores =
        new ClassScores(Map.of(Metric.DICE, 0.1 + 0.2, Metric.HD95_MM, Double.NaN));
    Path file = folder.resolve("cases.csv");
    CaseRow row = new CaseRow("a, \"b\"", Optional.of("a"), "RV", scores, Optional.of("0a1b"));
    Files.writeString(file, CasesCsv.text(List.of(row)));

    List<CaseRow> rows = CasesCsv.read(file);

    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).name()).isEqualTo("a, \"b\"");
    assertThat(rows.get(0).patient()).contains("a");
    assertThat(rows.get(0).label()).isEqualTo("RV");
    assertThat(rows.get(0).reference()).contains("0a1b");
    assertThat(rows.get(0).scores().get(Metric.DICE)).isEqualTo(0.1 + 0.2);
    assertThat(rows.get(0).scores().metrics()).containsExactly(Metric.DICE);
  }

  @Test
  void otherColumnsArePassedOver() throws IOException {
    Path file = folder.resolve("cases.csv");
    Files.writeString(file, "class,note,case,dice\nRV,blurred,p1,0.5\n\n");

    assertThat(CasesCsv.read(file))
        .singleElement()
        .satisfies(row -> assertThat(row.scores().get(Metric.DICE)).isEqualTo(0.5))
        .satisfies(row -> assertThat(row.patient()).isEmpty())
        .satisfies(row -> assertThat(row.reference()).isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name,dice                     | has no columns 'case' and 'class' in line 1; name a folder that icl evaluate --out wrote.",
        "case,class,dice~p1,RV         | , line 2: 2 fields under 3 column names; write it anew with icl evaluate.",
        "case,class,dice~p1,RV,high    | , line 2: 'high' in column dice is not a finite number; write it anew with icl evaluate.",
        "case,class,dice~p1,RV,NaN     | , line 2: 'NaN' in column dice is not a finite number; write it anew with icl evaluate.",
      })
  void aDamagedFileIsNamedWithItsLine(String text, String end) throws IOException {
    Path file = folder.resolve("cases.csv");
    Files.writeString(file, text.replace('~', '\n'));

    assertThatThrownBy(() -> CasesCsv.read(file))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageEndingWith(end);
  }
}

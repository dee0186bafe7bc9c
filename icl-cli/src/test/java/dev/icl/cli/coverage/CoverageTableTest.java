package dev.icl.cli.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CoverageTableTest {
  private static final String HEADING =
      "GROUP,PACKAGE,CLASS,INSTRUCTION_MISSED,INSTRUCTION_COVERED,BRANCH_MISSED,BRANCH_COVERED,"
          + "LINE_MISSED,LINE_COVERED,COMPLEXITY_MISSED,COMPLEXITY_COVERED,METHOD_MISSED,"
          + "METHOD_COVERED";

  @Test
  void classesAddUpToModulesAndModulesToAll() {
    String table =
        CoverageTable.of(
            List.of(
                HEADING,
                "all/icl-core,dev.icl.core,A,1,9,1,3,10,90,0,0,0,0",
                "all/icl-core,dev.icl.core,B,1,9,0,4,0,100,0,0,0,0",
                "all/icl-data,dev.icl.data,C,1,9,0,0,0,50,0,0,0,0"));

    assertThat(table.lines().map(row -> row.strip().replaceAll(" +", " ")))
        .containsExactly(
            "Run by tests lines of branches of",
            "icl-core 95 % 200 87 % 8",
            "icl-data 100 % 50 - 0",
            "all 96 % 250 87 % 8");
  }

  @Test
  void oneMissedLineOfManyIsNotTheWhole() {
    String table =
        CoverageTable.of(List.of(HEADING, "all/icl-core,dev.icl.core,A,0,0,0,0,1,999,0,0,0,0"));

    assertThat(table).contains("99 %").doesNotContain("100 %");
  }
}

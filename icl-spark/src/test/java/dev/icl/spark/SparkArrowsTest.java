package dev.icl.spark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The arrows of docs/architecture.md around this module, which no other one sees. */
class SparkArrowsTest {
  private static final JavaClasses PROJECT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("dev.icl");
  private static final String SPARK = "dev.icl.spark..";

  @Test
  void everyPackageIsSeen() {
    assertThat(PROJECT.containPackage("dev.icl.spark.cohort")).isTrue();
    assertThat(PROJECT.containPackage("dev.icl.app.predict")).isTrue();
  }

  @Test
  void nothingElseKnowsSpark() {
    noClasses()
        .that()
        .resideOutsideOfPackage(SPARK)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(SPARK, "org.apache.spark..", "scala..")
        .check(PROJECT);
  }

  @Test
  void itKnowsRunsAndBenchmarksButNoEngine() {
    classes()
        .that()
        .resideInAPackage(SPARK)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            SPARK,
            "dev.icl.core..",
            "dev.icl.data..",
            "dev.icl.modules..",
            "dev.icl.app..",
            "dev.icl.bench..",
            "dev.icl.report.record..",
            "java..",
            "org.apache.spark..",
            "scala..",
            "picocli..",
            "org.jspecify..")
        .check(PROJECT);
  }

  @Test
  void onlyTheProcessOfACellWritesToTheTerminal() {
    noClasses()
        .that()
        .resideInAPackage(SPARK)
        .and()
        .doNotHaveSimpleName("CellMain")
        .should(ACCESS_STANDARD_STREAMS)
        .check(PROJECT);
  }

  @Test
  void packagesHaveNoCyclesAndClassesNoStateThatChanges() {
    slices().matching("dev.icl.spark.(*)..").should().beFreeOfCycles().check(PROJECT);
    fields()
        .that()
        .areDeclaredInClassesThat()
        .resideInAPackage(SPARK)
        .and()
        .areStatic()
        .should()
        .beFinal()
        .check(PROJECT);
  }
}

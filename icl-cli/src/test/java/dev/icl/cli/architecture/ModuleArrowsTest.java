package dev.icl.cli.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The arrows of docs/architecture.md. */
class ModuleArrowsTest {
  private static final JavaClasses PROJECT = Modules.production();

  private static final String CORE = "dev.icl.core..";
  private static final String MODULES = "dev.icl.modules..";
  private static final String DATA = "dev.icl.data..";
  private static final String ENGINES = "dev.icl.engine..";
  private static final String NATIVES = "dev.icl.engine.natives..";
  private static final String EXPORT = "dev.icl.export..";
  private static final String APP = "dev.icl.app..";
  private static final String REPORT = "dev.icl.report..";
  private static final String BENCH = "dev.icl.bench..";
  private static final String CLI = "dev.icl.cli..";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev.icl.core",
        "dev.icl.modules",
        "dev.icl.data",
        "dev.icl.engine.natives",
        "dev.icl.engine.pytorch",
        "dev.icl.engine.tensorflow",
        "dev.icl.export",
        "dev.icl.app",
        "dev.icl.report",
        "dev.icl.bench",
        "dev.icl.cli"
      })
  void everyModuleIsSeen(String root) {
    assertThat(PROJECT.containPackage(root)).as("classes in %s", root).isTrue();
  }

  @Test
  void coreKnowsNoEngineNoImageFormatAndNoCommandLine() {
    classes()
        .that()
        .resideInAPackage(CORE)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            CORE,
            "java..",
            "com.google.inject..",
            "jakarta.inject..",
            "com.fasterxml.jackson..",
            "org.apache.commons.rng..",
            "org.slf4j..",
            "org.jspecify..")
        .check(PROJECT);
  }

  @Test
  void modulesKnowTheCoreAlone() {
    noClasses()
        .that()
        .resideInAPackage(MODULES)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(DATA, ENGINES, EXPORT, APP, REPORT, BENCH, CLI)
        .check(PROJECT);
  }

  @Test
  void dataKnowsTheCoreAlone() {
    noClasses()
        .that()
        .resideInAPackage(DATA)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(MODULES, ENGINES, EXPORT, APP, REPORT, BENCH, CLI)
        .check(PROJECT);
  }

  @Test
  void exportsKnowTheCoreAlone() {
    noClasses()
        .that()
        .resideInAPackage(EXPORT)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(MODULES, DATA, ENGINES, APP, REPORT, BENCH, CLI)
        .check(PROJECT);
  }

  @Test
  void enginesKnowTheCoreAlone() {
    noClasses()
        .that()
        .resideInAPackage(ENGINES)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(MODULES, DATA, EXPORT, APP, REPORT, BENCH, CLI)
        .check(PROJECT);
    noClasses()
        .that()
        .resideInAPackage(NATIVES)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.icl.engine.pytorch..", "dev.icl.engine.tensorflow..")
        .check(PROJECT);
    slices()
        .matching("dev.icl.engine.(*)..")
        .should()
        .notDependOnEachOther()
        .ignoreDependency(DescribedPredicate.alwaysTrue(), resideInAPackage(NATIVES))
        .check(PROJECT);
  }

  @Test
  void aRunKnowsNoReportNoBenchmarkAndNoCommandLine() {
    noClasses()
        .that()
        .resideInAPackage(APP)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(REPORT, BENCH, CLI)
        .check(PROJECT);
  }

  @Test
  void reportsKnowNoBenchmarkAndNoCommandLine() {
    noClasses()
        .that()
        .resideInAPackage(REPORT)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(BENCH, CLI)
        .check(PROJECT);
  }

  @Test
  void nothingKnowsTheCommandLine() {
    noClasses()
        .that()
        .resideOutsideOfPackage(CLI)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(CLI)
        .check(PROJECT);
  }

  @Test
  void nothingImportsAnEngine() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ENGINES)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ENGINES)
        .check(PROJECT);
  }

  @Test
  void onlyEnginesTouchANativeLibrary() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ENGINES)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("ai.djl..", "org.tensorflow..", "org.bytedeco..")
        .check(PROJECT);
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.icl.engine.tensorflow..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.tensorflow..", "org.bytedeco..")
        .check(PROJECT);
  }

  @Test
  void everyLibraryHasItsModule() {
    onlyIn(NATIVES, "com.sun.jna..");
    onlyIn(DATA, "io.jhdf..");
    onlyIn(REPORT, "gg.jte..");
    onlyIn(BENCH, "org.openjdk.jmh..");
    onlyIn(CLI, "picocli..", "org.apache.logging..");
  }

  /** The module for clusters is not on the launcher's class path; its own tests hold its arrows. */
  @Test
  void nothingThatTheLauncherRunsKnowsSpark() {
    assertThat(PROJECT.containPackage("dev.icl.spark")).isFalse();
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.spark..", "scala..")
        .check(PROJECT);
  }

  private static void onlyIn(String module, String... libraries) {
    noClasses()
        .that()
        .resideOutsideOfPackage(module)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(libraries)
        .check(PROJECT);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("dev.icl.(**)").should().beFreeOfCycles().check(PROJECT);
  }
}

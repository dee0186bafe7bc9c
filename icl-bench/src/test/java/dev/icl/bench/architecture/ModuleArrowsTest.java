package dev.icl.bench.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

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
  private static final String BENCH = "dev.icl.bench..";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev.icl.core",
        "dev.icl.modules",
        "dev.icl.data",
        "dev.icl.engine.pytorch",
        "dev.icl.engine.tensorflow",
        "dev.icl.bench"
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
            "org.slf4j..")
        .check(PROJECT);
  }

  @Test
  void modulesKnowTheCoreAlone() {
    noClasses()
        .that()
        .resideInAPackage(MODULES)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(DATA, ENGINES, BENCH)
        .check(PROJECT);
  }

  @Test
  void dataKnowsTheCoreAlone() {
    noClasses()
        .that()
        .resideInAPackage(DATA)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(MODULES, ENGINES, BENCH)
        .check(PROJECT);
  }

  @Test
  void enginesKnowTheCoreAlone() {
    noClasses()
        .that()
        .resideInAPackage(ENGINES)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(MODULES, DATA, BENCH)
        .check(PROJECT);
    slices().matching("dev.icl.engine.(*)..").should().notDependOnEachOther().check(PROJECT);
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
  void onlyDataReadsImageFormatsAndOnlyTheCommandLineParsesArguments() {
    noClasses()
        .that()
        .resideOutsideOfPackage(DATA)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.jhdf..")
        .check(PROJECT);
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.icl.bench.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("picocli..")
        .check(PROJECT);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("dev.icl.(**)").should().beFreeOfCycles().check(PROJECT);
  }
}

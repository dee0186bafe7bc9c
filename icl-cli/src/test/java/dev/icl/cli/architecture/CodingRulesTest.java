package dev.icl.cli.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.core.domain.properties.HasParameterTypes.Predicates.rawParameterTypes;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethodWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CodingRulesTest {
  private static final int LONGEST_FILE = 500;
  private static final JavaClasses PRODUCTION = Modules.production();
  private static final JavaClasses TESTS = Modules.tests();

  static Stream<JavaClasses> productionAndTests() {
    return Stream.of(PRODUCTION, TESTS);
  }

  @ParameterizedTest
  @MethodSource("productionAndTests")
  void everyRandomNumberIsSeeded(JavaClasses classes) {
    noClasses()
        .should()
        .callConstructor(Random.class)
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callMethod(StrictMath.class, "random")
        .orShould()
        .callMethod(Collections.class, "shuffle", List.class)
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
        .orShould(
            callMethodWhere(
                target(owner(JavaClass.Predicates.type(RandomSource.class)))
                    .and(target(name("create")))
                    .and(
                        target(rawParameterTypes(new Class<?>[0]))
                            .or(target(rawParameterTypes(RandomSource.class))))))
        .because("a run must be repeatable from its seed: see RandomKey")
        .check(classes);
  }

  @Test
  void onlyTheCommandLineWritesToTheTerminal() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.icl.cli..")
        .should(ACCESS_STANDARD_STREAMS)
        .check(PRODUCTION);
  }

  @Test
  void logsGoThroughSlf4j() {
    NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(PRODUCTION);
  }

  /** One place decides how numbers, instants and names are written. */
  @Test
  void jsonIsWrittenAndReadInOnePlace() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.icl.core.json")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(JsonMapper.class)
        .orShould()
        .callConstructor(ObjectMapper.class)
        .check(PRODUCTION);
  }

  @Test
  void noClassKeepsStaticState() {
    fields().that().areStatic().should().beFinal().check(PRODUCTION);
  }

  @Test
  void noSimpleNameStandsForTwoClasses() {
    Map<String, List<String>> bySimpleName =
        PRODUCTION.stream()
            .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
            .collect(
                Collectors.groupingBy(
                    JavaClass::getSimpleName,
                    TreeMap::new,
                    Collectors.mapping(JavaClass::getName, Collectors.toList())));

    assertThat(bySimpleName).hasSizeGreaterThan(500);
    assertThat(bySimpleName.values()).filteredOn(names -> names.size() > 1).isEmpty();
  }

  @Test
  void noFileIsTooLongToRead() throws IOException {
    List<Path> sources = Modules.sources();

    assertThat(sources).isNotEmpty();
    List<String> tooLong = new ArrayList<>();
    for (Path source : sources) {
      int lines = Files.readAllLines(source).size();
      if (lines > LONGEST_FILE) {
        tooLong.add(source.getFileName() + " has " + lines + " lines");
      }
    }
    assertThat(tooLong).isEmpty();
  }
}

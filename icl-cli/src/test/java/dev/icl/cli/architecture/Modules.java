package dev.icl.cli.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The project's own classes and sources, of every module. */
final class Modules {
  private static final ImportOption NO_TEST_JARS = location -> !location.contains("-tests.jar");

  private Modules() {}

  /** What ships. */
  static JavaClasses production() {
    return new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .withImportOption(NO_TEST_JARS)
        .importPackages("dev.icl");
  }

  /** What tests it, in this build. */
  static JavaClasses tests() {
    return new ClassFileImporter()
        .importPaths(directories().stream().map(d -> d.resolve("target/test-classes")).toList());
  }

  /** Every Java file, tests included. */
  static List<Path> sources() {
    return directories().stream().flatMap(Modules::javaFiles).toList();
  }

  private static List<Path> directories() {
    Path root = Path.of("").toAbsolutePath().getParent();
    try (Stream<Path> children = Files.list(root)) {
      return children.filter(child -> Files.isRegularFile(child.resolve("pom.xml"))).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> javaFiles(Path module) {
    if (Files.notExists(module.resolve("src"))) {
      return Stream.empty();
    }
    try (Stream<Path> files = Files.walk(module.resolve("src"))) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

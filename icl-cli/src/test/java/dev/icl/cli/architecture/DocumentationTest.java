package dev.icl.cli.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules for Javadoc that the compiler does not check. */
class DocumentationTest {
  /** The samples are programs for reading and no library; the pages show each of their files. */
  private static final String SAMPLES = "/samples/src/main/";

  private static CommentScan production;
  private static CommentScan tests;

  @BeforeAll
  static void scanEverySource() throws IOException {
    production = scan("/src/main/", 400);
    tests = scan("/src/test/", 200);
  }

  private static CommentScan scan(String folder, int least) throws IOException {
    List<Path> sources =
        Modules.sources().stream()
            .filter(source -> source.toString().replace('\\', '/').contains(folder))
            .filter(DocumentationTest::isHeldTo)
            .toList();
    assertThat(sources).hasSizeGreaterThan(least);
    try (StandardJavaFileManager files =
        ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null)) {
      List<JavaFileObject> objects = new ArrayList<>();
      files.getJavaFileObjectsFromPaths(sources).forEach(objects::add);
      return CommentScan.of(objects);
    }
  }

  @Test
  void theCommentOfATypeOpensWithWhatItIs() {
    assertThat(production.questions()).isEmpty();
    assertThat(tests.questions()).isEmpty();
  }

  @Test
  void publicMethodsOfManyParametersDocumentEach() {
    assertThat(production.undocumented()).isEmpty();
  }

  @Test
  void everyPublicPackageIsDescribed() {
    assertThat(production.undescribedPackages()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "What it is",
        "How it works",
        "Which one",
        "Where it is",
        "By what",
        "Who",
        "Why",
        "In which"
      })
  void anIndirectQuestionIsFound(String opening) throws IOException {
    assertThat(questions("/** " + opening + " is not said. */ class A {}")).hasSize(1);
    assertThat(questions("class A { /**\n * " + opening + ".\n */ record B() {} }")).hasSize(1);
    assertThat(questions("class A { /** " + opening + ". */ int b() { return 1; } }")).isEmpty();
  }

  @Test
  void aNounPhraseIsNone() throws IOException {
    assertThat(questions("/** The whole. What it is for is said later. */ class A {}")).isEmpty();
    assertThat(questions("/** Whatever is left. */ class A {}")).isEmpty();
  }

  @Test
  void everyMissingParameterIsNamed() throws IOException {
    String comment = "/** Adds.\n * @param a the first\n */ ";
    String method = "void add(int a, int b, int c) {}";

    assertThat(undocumented("public class A { " + comment + "public " + method + " }"))
        .singleElement()
        .asString()
        .endsWith(": add [b, c]");
    assertThat(undocumented("public class A { public A(int a, int b, int c) {} }")).hasSize(1);
    assertThat(undocumented("public interface A { void add(int a, int b, int c); }")).hasSize(1);
    assertThat(undocumented("public class A { " + method + " }")).isEmpty();
    assertThat(undocumented("class A { public " + method + " }")).isEmpty();
    assertThat(undocumented("public class A { @Override public " + method + " }")).isEmpty();
    assertThat(undocumented("public class A { public void add(int a, int b) {} }")).isEmpty();
    assertThat(
            undocumented(
                "/** @param a one */ public record A(int a, int b, int c) { public A {} }"))
        .singleElement()
        .asString()
        .endsWith(": <init> [b, c]");
  }

  @Test
  void aPackageWithAPublicTypeNeedsAComment() throws IOException {
    JavaFileObject open = source("a/A", "package a; public class A {}");
    JavaFileObject closed = source("b/B", "package b; class B {}");
    JavaFileObject described = source("a/package-info", "/** A. */ package a;");

    assertThat(CommentScan.of(List.of(open, closed)).undescribedPackages()).containsExactly("a");
    assertThat(CommentScan.of(List.of(open, closed, described)).undescribedPackages()).isEmpty();
  }

  private static boolean isHeldTo(Path source) {
    return !source.toString().replace('\\', '/').contains(SAMPLES);
  }

  private static List<String> questions(String text) throws IOException {
    return CommentScan.of(List.of(source("A", text))).questions();
  }

  private static List<String> undocumented(String text) throws IOException {
    return CommentScan.of(List.of(source("A", text))).undocumented();
  }

  private static JavaFileObject source(String name, String text) {
    return new SimpleJavaFileObject(
        URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }
}

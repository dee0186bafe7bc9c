package dev.icl.cli.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethodWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.io.Externalizable;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** The rules of docs/security.md that can be seen in class files. */
class SecurityRulesTest {
  private static final JavaClasses PRODUCTION = Modules.production();

  @Test
  void nothingReadBecomesAnObjectOfItsChoice() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(
            ObjectInputStream.class,
            ObjectOutputStream.class,
            ObjectInputFilter.class,
            Externalizable.class)
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("java.beans..", "java.rmi..", "javax.script..", "javax.management..")
        .because("files hold data, and reading them must not run code")
        .check(PRODUCTION);
  }

  @Test
  void jacksonNeverTakesClassNamesFromAFile() {
    noClasses()
        .should(
            callMethodWhere(
                target(nameMatching("(activate|enable|set)Default(Typing|Typer).*"))
                    .and(target(owner(nameMatching("com\\.fasterxml\\.jackson\\..*"))))))
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("com.fasterxml.jackson.annotation.JsonTypeInfo")
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("com.fasterxml.jackson.databind.jsontype..")
        .check(PRODUCTION);
  }

  @Test
  void yamlIsReadAsTokensOnly() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.yaml.snakeyaml..")
        .because("SnakeYAML's own loader makes objects of the tags in a file")
        .check(PRODUCTION);
  }

  @Test
  void thereIsNoXml() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "javax.xml..", "org.xml..", "org.w3c..", "com.fasterxml.jackson.dataformat.xml..")
        .because("a parser that nobody uses needs no hardening")
        .check(PRODUCTION);
  }

  @Test
  void nothingTalksToTheNetworkButTheServiceThatListensAndProcessesOfATraining() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.icl.app.serve..", "dev.icl.app.group..")
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "java\\.net\\.(.*Socket.*|InetAddress|Http.*|URLStreamHandler"
                + "|Proxy.*|NetworkInterface)")
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net.http..", "javax.net..", "com.sun.net..")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("java\\.nio\\.channels\\..*(Socket|Datagram).*")
        .because("only a native library's own download may, where the user allows it")
        .check(PRODUCTION);
  }

  @Test
  void theServiceCallsNobody() {
    noClasses()
        .that()
        .resideInAPackage("dev.icl.app.serve..")
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "java\\.net\\.(.*Socket|URL|Http.*|URLConnection|URLStreamHandler|Proxy.*)")
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net.http..", "javax.net..")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("java\\.nio\\.channels\\..*(Socket|Datagram).*")
        .because("it answers, and asks nothing")
        .check(PRODUCTION);
  }

  @Test
  void noFileIsReadThatMayBeOfAnySize() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.icl.core.io..", "dev.icl.data.io..")
        // what the system tells about this process
        .and()
        .doNotHaveSimpleName("ProcessStatus")
        .should(
            callMethodWhere(
                target(owner(JavaClass.Predicates.type(Files.class)))
                    .and(
                        target(name("readString"))
                            .or(target(name("readAllLines")))
                            .or(target(name("readAllBytes")))
                            .or(target(name("lines"))))))
        .because("TextFile and FileBytes have limits")
        .check(PRODUCTION);
  }

  @Test
  void nativeCodeIsLoadedByEnginesOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.icl.engine..")
        .should(
            callMethodWhere(
                target(nameMatching("load(Library)?"))
                    .and(
                        target(
                            owner(
                                JavaClass.Predicates.type(System.class)
                                    .or(JavaClass.Predicates.type(Runtime.class)))))))
        .check(PRODUCTION);
  }
}

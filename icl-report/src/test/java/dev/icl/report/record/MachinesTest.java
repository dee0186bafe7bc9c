package dev.icl.report.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MachinesTest {
  @Test
  void aCommitThatLeavesTheBuildAsItIsMakesNoOtherMachine() {
    Machines machines = new Machines();

    assertThat(machines.add(machine(Map.of("git", "aa", "build", "1", "pytorch", "2.7.1"))))
        .isEqualTo("m");
    assertThat(machines.add(machine(Map.of("git", "bb", "build", "1", "tensorflow", "2.16.1"))))
        .isEqualTo("m");

    assertThat(machines.all()).hasSize(1);
    assertThat(machines.all().get(0).versions()).containsKeys("pytorch", "tensorflow");
  }

  @Test
  void anotherBuildMakesAnotherMachine() {
    Machines machines = new Machines();
    machines.add(machine(Map.of("git", "aa", "build", "1")));

    assertThat(machines.add(machine(Map.of("git", "aa", "build", "2")))).isEqualTo("m-2");
    assertThat(Machines.mixedVersions(machines.all()))
        .isEqualTo(Map.of("build", List.of("1", "2")));
  }

  @Test
  void withoutBuildsTheCommitDecides() {
    Machines machines = new Machines();
    machines.add(machine(Map.of("git", "aa")));

    assertThat(machines.add(machine(Map.of("git", "bb")))).isEqualTo("m-2");
    assertThat(Machines.mixedVersions(machines.all()))
        .isEqualTo(Map.of("git", List.of("aa", "bb")));
  }

  @Test
  void aMachineIsFoundAgainWhateverItIsCalled() {
    Machine old = machine(Map.of("build", "1"));
    Machine updated = machine(Map.of("build", "2"));
    Machines machines = new Machines();

    assertThat(machines.add(old)).isEqualTo("m");
    assertThat(machines.add(updated)).isEqualTo("m-2");
    assertThat(machines.add(updated.with("m", updated.versions()))).isEqualTo("m-2");
    assertThat(machines.add(old.with("m-2", old.versions()))).isEqualTo("m");
    assertThat(machines.all()).hasSize(2);
    assertThat(Machines.count(machines.all())).isEqualTo(1);
  }

  @Test
  void aMachineThatTellsNoCommitMixesNone() {
    Machines machines = new Machines();
    machines.add(machine(Map.of("git", "aa", "build", "1")));
    Machine other =
        new Machine(
            "n", "Linux 6", "arm64", "b", 4, 8192, null, "17", Map.of("git", "bb", "build", "1"));
    machines.add(other);
    machines.add(
        new Machine("o", "Linux 6", "arm64", "c", 8, 8192, null, "17", Map.of("icl", "0.1")));

    assertThat(Machines.mixedVersions(machines.all())).isEmpty();
  }

  private static Machine machine(Map<String, String> versions) {
    return new Machine("m", "Linux 6", "amd64", "a processor", 2, 4096, null, "17", versions);
  }
}

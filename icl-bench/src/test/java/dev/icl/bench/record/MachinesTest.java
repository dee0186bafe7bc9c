package dev.icl.bench.record;

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

  private static Machine machine(Map<String, String> versions) {
    return new Machine("m", "Linux 6", "amd64", "a processor", 2, 4096, null, "17", versions);
  }
}

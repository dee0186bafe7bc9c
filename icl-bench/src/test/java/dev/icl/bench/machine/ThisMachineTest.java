package dev.icl.bench.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.icl.report.record.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThisMachineTest {
  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  @TempDir Path folder;

  @Test
  void theSameMachineHasTheSameIdWhateverRunsOnIt() {
    Machine one = ThisMachine.describe(folder, Map.of("pytorch", "2.7.1"));
    Machine other = ThisMachine.describe(folder, Map.of("tensorflow", "2.16.1"));

    assertThat(one.id()).isEqualTo(other.id()).matches("machine-[0-9a-f]{8}");
    assertThat(one.versions()).containsEntry("pytorch", "2.7.1").containsKey("icl");
    assertThat(one.cores()).isPositive();
    assertThat(one.cpu()).isNotBlank();
  }

  @Test
  void theCommitOfABranchIsFound() throws IOException {
    write(".git/HEAD", "ref: refs/heads/main\n");
    write(".git/refs/heads/main", COMMIT + "\n");

    assertThat(GitCommit.of(folder)).contains(COMMIT);
  }

  @Test
  void theCommitOfAPackedBranchIsFound() throws IOException {
    write(".git/HEAD", "ref: refs/heads/main\n");
    write(".git/packed-refs", "# pack-refs\n" + COMMIT + " refs/heads/main\n");

    assertThat(GitCommit.of(folder)).contains(COMMIT);
  }

  @Test
  void theCommitOfASecondWorkingTreeIsFound() throws IOException {
    write("work/.git", "gitdir: " + folder.resolve("git/worktrees/work"));
    write("git/worktrees/work/HEAD", "ref: refs/heads/topic\n");
    write("git/worktrees/work/commondir", "../..\n");
    write("git/refs/heads/topic", COMMIT + "\n");

    assertThat(GitCommit.of(folder.resolve("work"))).contains(COMMIT);
  }

  @Test
  void aFolderThatIsNoCheckoutHasNoCommit() {
    assertThat(GitCommit.of(folder)).isEmpty();
  }

  @Test
  void aBuildIsToldByTheProgramsOwnJars() throws IOException {
    write("icl-core-1.jar", "core");
    write("icl-bench-1.jar", "bench");
    write("other-1.jar", "other");
    Path core = folder.resolve("icl-core-1.jar");
    Path bench = folder.resolve("icl-bench-1.jar");
    Optional<String> build = ThisMachine.build(List.of(core, bench));

    assertThat(ThisMachine.build(List.of(bench, folder.resolve("other-1.jar"), core)))
        .isEqualTo(build)
        .hasValueSatisfying(digits -> assertThat(digits).matches("[0-9a-f]{12}"));
    write("icl-core-1.jar", "core, mended");
    assertThat(ThisMachine.build(List.of(core, bench))).isPresent().isNotEqualTo(build);
    assertThat(ThisMachine.build(List.of(folder))).isEmpty();
  }

  @Test
  void energyIsThatOfPackagesAndMemoryAndCountersMayBeginAnew() throws IOException {
    counter("intel-rapl:0", "package-0", 900, 1_000_000);
    counter("intel-rapl:0:0", "core", 5, 1_000_000);
    counter("intel-rapl:0:2", "dram", 999_000, 1_000_000);
    EnergyMeter meter = EnergyMeter.start(folder);

    counter("intel-rapl:0", "package-0", 500_900, 1_000_000);
    counter("intel-rapl:0:2", "dram", 9_000, 1_000_000);

    assertThat(meter.joules()).hasValueCloseTo(0.51, within(1e-9));
  }

  @Test
  void aMachineWithoutCountersTellsNoEnergy() {
    assertThat(EnergyMeter.start(folder.resolve("none")).joules()).isEmpty();
  }

  private void counter(String zone, String name, long microjoules, long range) throws IOException {
    write(zone + "/name", name + "\n");
    write(zone + "/energy_uj", microjoules + "\n");
    write(zone + "/max_energy_range_uj", range + "\n");
  }

  private void write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}

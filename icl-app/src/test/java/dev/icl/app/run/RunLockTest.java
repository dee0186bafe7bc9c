package dev.icl.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.icl.core.contract.Jvm;
import dev.icl.core.error.UserException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {
  private final List<String> warnings = new ArrayList<>();
  @TempDir Path temporary;

  @Test
  void aFolderIsLockedOnceUntilItIsLetGo() {
    Path run = temporary.resolve("run");
    RunLock first = RunLock.acquire(run, warnings::add);

    assertThatThrownBy(() -> RunLock.acquire(run, warnings::add))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "--out: another training (process %d) writes to %s now; name another folder, or wait for its end."
                .formatted(ProcessHandle.current().pid(), run));

    first.close();
    RunLock.requireFree(run);
    RunLock.acquire(run, warnings::add).close();
    assertThat(warnings).isEmpty();
  }

  /** Closing any channel of a file lets go of its lock where locks are POSIX's. */
  @Test
  void whatThisProcessIsRefusedIsStillKeptFromOthers() throws IOException, InterruptedException {
    Path run = temporary.resolve("run");
    Path alias = Files.createDirectory(temporary.resolve("other")).resolve("../run");
    try (RunLock first = RunLock.acquire(run, warnings::add)) {
      for (Path path : List.of(run, alias)) {
        assertThat(RunLock.tryAcquire(path, ".lock", "process", warnings::add)).isEmpty();
        assertThatThrownBy(() -> RunLock.requireFree(path)).isInstanceOf(UserException.class);
      }

      Jvm other = Jvm.start(temporary, Taking.class, run.toString());
      assertThat(other.exitCode()).as(other.text()).isEqualTo(Taking.REFUSED);
      assertThat(first).isNotNull();
    }
    Jvm other = Jvm.start(temporary, Taking.class, run.toString());
    assertThat(other.exitCode()).as(other.text()).isZero();
  }

  /** A second process, which ends with {@code REFUSED} if it does not get the lock. */
  static final class Taking {
    static final int REFUSED = 3;

    private Taking() {}

    public static void main(String[] arguments) {
      Path run = Path.of(arguments[0]);
      if (RunLock.tryAcquire(run, ".lock", "process", warning -> {}).isEmpty()) {
        System.exit(REFUSED);
      }
    }
  }

  @Test
  void aLockThatIsClosedTwiceIsNotAnothers() throws IOException, InterruptedException {
    Path run = temporary.resolve("run");
    RunLock first = RunLock.acquire(run, warnings::add);
    first.close();
    try (RunLock second = RunLock.acquire(run, warnings::add)) {
      first.close();

      assertThat(RunLock.tryAcquire(run, ".lock", "process", warnings::add)).isEmpty();
      Jvm other = Jvm.start(temporary, Taking.class, run.toString());
      assertThat(other.exitCode()).as(other.text()).isEqualTo(Taking.REFUSED);
      assertThat(second).isNotNull();
    }
  }

  @Test
  void aFileSystemWithoutLocksIsAWarning() throws IOException {
    FileChannel channel = mock(FileChannel.class);
    when(channel.tryLock()).thenThrow(new IOException("No locks available"));

    RunLock.lock(channel, Path.of("runs/first"), "training", warnings::add);

    assertThat(warnings)
        .containsExactly(
            "runs/first cannot be locked against a second training (No locks available); make sure"
                + " that there is none.");
  }
}

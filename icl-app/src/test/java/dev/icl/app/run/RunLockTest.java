package dev.icl.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.icl.core.error.UserException;
import java.io.IOException;
import java.nio.channels.FileChannel;
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

package dev.icl.engine.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.contract.Jvm;
import dev.icl.core.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeCacheTest {
  @TempDir private Path temporary;
  private Path root;
  private Path jar;
  private NativeFiles library;

  @BeforeEach
  void makeLibrary() throws IOException {
    root = temporary.resolve("cache");
    jar = SmallLibrary.jar(temporary);
    library = SmallLibrary.in(jar);
  }

  @Test
  void namesTheFolderByVersionAndPlatform() {
    assertThat(new NativeCache("tensorflow", root).folder(library))
        .isEqualTo(root.resolve(SmallLibrary.FOLDER));
  }

  @Test
  void unpacksTheFilesOfThePlatformAndNoFoldersInIt() throws IOException {
    new NativeCache("tensorflow", root).folder(library);

    assertOneCompleteCopy();
  }

  @Test
  void writesNothingTheSecondTime() {
    new NativeCache("tensorflow", root).folder(library);

    NativeCache neverWrites =
        new NativeCache(
            "tensorflow",
            root,
            (content, file) -> {
              throw new AssertionError("wrote " + file);
            });
    assertThat(neverWrites.folder(library)).isEqualTo(root.resolve(SmallLibrary.FOLDER));
  }

  @Test
  void writesEachFileOnceHoweverManyThreadsAsk() throws Exception {
    int threads = 8;
    AtomicInteger written = new AtomicInteger();
    NativeCache counting =
        new NativeCache(
            "tensorflow",
            root,
            (content, file) -> {
              written.incrementAndGet();
              Files.copy(content, file);
            });
    CyclicBarrier together = new CyclicBarrier(threads);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      Callable<Path> asking =
          () -> {
            together.await();
            return counting.folder(library);
          };
      List<Future<Path>> folders = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        folders.add(pool.submit(asking));
      }
      for (Future<Path> folder : folders) {
        assertThat(folder.get()).isEqualTo(root.resolve(SmallLibrary.FOLDER));
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(written).hasValue(SmallLibrary.FILES.size());
    assertOneCompleteCopy();
  }

  @Test
  void leavesOneCopyWhenSeveralProcessesStartTogether() throws Exception {
    List<Jvm> processes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      processes.add(Jvm.start(temporary, UnpackingProcess.class, jar.toString(), root.toString()));
    }

    for (Jvm process : processes) {
      assertThat(process.exitCode()).as(process.text()).isZero();
      assertThat(process.text()).endsWith(root.resolve(SmallLibrary.FOLDER).toString());
    }
    assertOneCompleteCopy();
  }

  @Test
  void neverUsesWhatAKilledProcessLeftBehind() throws Exception {
    Jvm killed =
        Jvm.start(temporary, UnpackingProcess.class, jar.toString(), root.toString(), "killed");
    assertThat(killed.exitCode()).isEqualTo(UnpackingProcess.KILLED);
    assertThat(root.resolve(SmallLibrary.FOLDER)).doesNotExist();
    assertThat(children(root)).hasSize(2).anyMatch(name -> name.contains(".part-"));

    new NativeCache("tensorflow", root).folder(library);

    assertOneCompleteCopy();
  }

  @Test
  void replacesACopyInWhichAFileWasCutShort() throws IOException {
    Path file = new NativeCache("tensorflow", root).folder(library).resolve(SmallLibrary.MAIN);
    Files.write(file, new byte[7]);

    new NativeCache("tensorflow", root).folder(library);

    assertOneCompleteCopy();
  }

  @Test
  void saysThatTheDiskIsFullAndLeavesNothing() throws IOException {
    NativeCache full =
        new NativeCache(
            "tensorflow",
            root,
            (content, file) -> {
              Files.write(file, content.readNBytes(20));
              throw new IOException("No space left on device");
            });

    assertThatThrownBy(() -> full.folder(library))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "engine: tensorflow unpacks its native library of 1 MB into "
                + root
                + ", where there is no room for it; free some, or name another folder with"
                + " ICL_CACHE_DIR.");
    assertThat(children(root)).containsExactly(SmallLibrary.FOLDER + ".lock");
  }

  @Test
  void saysThatTheFolderCannotBeWritten() throws IOException {
    Path file = Files.createFile(temporary.resolve("file"));

    assertThatThrownBy(() -> new NativeCache("tensorflow", file.resolve("cache")).folder(library))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "engine: tensorflow cannot unpack its native library into "
                + file.resolve("cache")
                + " (Not a directory); make that folder writable, or name another with"
                + " ICL_CACHE_DIR.");
  }

  @Test
  void refusesAFileThatArrivesIncomplete() throws IOException {
    NativeCache losing =
        new NativeCache(
            "tensorflow", root, (content, file) -> Files.write(file, content.readNBytes(99)));

    assertThatThrownBy(() -> losing.folder(library))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("is damaged");
    assertThat(children(root)).containsExactly(SmallLibrary.FOLDER + ".lock");
  }

  private void assertOneCompleteCopy() throws IOException {
    Path folder = root.resolve(SmallLibrary.FOLDER);
    assertThat(children(root)).containsExactly(SmallLibrary.FOLDER, SmallLibrary.FOLDER + ".lock");
    assertThat(children(folder)).containsExactlyInAnyOrderElementsOf(SmallLibrary.FILES.keySet());
    SmallLibrary.FILES.forEach(
        (name, content) -> assertThat(folder.resolve(name)).hasBinaryContent(content));
  }

  private static List<String> children(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}

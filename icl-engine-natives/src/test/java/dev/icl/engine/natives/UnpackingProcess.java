package dev.icl.engine.natives;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process that unpacks: {@code JAR FOLDER}, and a third argument to be killed while it does. */
final class UnpackingProcess {
  static final int KILLED = 9;

  private UnpackingProcess() {}

  public static void main(String[] arguments) throws IOException {
    NativeFiles library = SmallLibrary.in(Path.of(arguments[0]));
    Path root = Path.of(arguments[1]);
    NativeCache cache =
        arguments.length < 3
            ? new NativeCache("tensorflow", root)
            : new NativeCache(
                "tensorflow",
                root,
                (content, file) -> {
                  Files.write(file, content.readNBytes(50));
                  Runtime.getRuntime().halt(KILLED);
                });
    System.out.print(cache.folder(library));
  }
}

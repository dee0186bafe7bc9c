package dev.icl.spark.cohort;

import dev.icl.core.error.UserException;
import dev.icl.core.io.FileReason;
import dev.icl.core.io.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Checkpoints for executors: Spark brings each to an executor once, by a name that tells files of
 * one name from different trainings apart.
 */
final class CheckpointFiles {
  private static final int DIGITS = 16;

  private CheckpointFiles() {}

  /**
   * Hands files to Spark, unless it has them already.
   *
   * @return the name of each there
   * @throws UserException if one cannot be read
   */
  static List<String> distribute(JavaSparkContext spark, List<Path> files) {
    List<String> names = new ArrayList<>();
    for (Path file : files) {
      try {
        String name = Sha256.ofFile(file).substring(0, DIGITS) + "-" + file.getFileName();
        if (CollectionConverters.asJava(spark.sc().listFiles()).stream()
            .noneMatch(known -> known.endsWith("/" + name))) {
          spark.addFile(named(file, name).toString());
        }
        names.add(name);
      } catch (IOException e) {
        throw new UserException(
            "%s cannot be handed to Spark (%s); check its permissions and the space for temporary files."
                .formatted(file, FileReason.of(e)),
            e);
      }
    }
    return names;
  }

  /** The same file by another name; there as long as the driver, from which executors fetch it. */
  private static Path named(Path file, String name) throws IOException {
    Path folder = Files.createTempDirectory("icl-checkpoint");
    Path copy = Files.copy(file, folder.resolve(name));
    folder.toFile().deleteOnExit();
    copy.toFile().deleteOnExit();
    return copy;
  }
}

package dev.icl.data.format.nrrd;

import dev.icl.data.format.ReadLimits;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.scan.Scan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** NRRD files to read. */
abstract class NrrdFiles {
  static final String HEADER =
      """
      NRRD0004
      # as ITK writes it
      type: short
      dimension: 3
      space: left-posterior-superior
      sizes: 2 3 1
      space directions: (0.5,0,0) (0,0.25,0) (0,0,2)
      kinds: domain domain domain
      endian: big
      encoding: raw
      space origin: (10,20,30)

      """;
  static final byte[] VOXELS = {0, 0, 0, 1, 1, 0, -1, -1, 0, 4, 0, 5};

  @TempDir Path folder;

  static String with(String line) {
    String without = line.contains("encoding:") ? HEADER.replace("encoding: raw\n", "") : HEADER;
    return without.replace("endian", line + "\nendian");
  }

  Path file(String name, String header, byte[] voxels) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(voxels);
    return Files.write(folder.resolve(name), out.toByteArray());
  }

  static Scan read(Path file) {
    return VolumeFormats.installed().readImage(file, ReadLimits.standard());
  }
}

package dev.icl.data.format.hdf5;

import io.jhdf.checksum.ChecksumUtils;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts the checksums of damaged structures right, as a hostile file would have them: what lies
 * behind the checks is tried too.
 */
final class Checksums {
  private static final int LONGEST = 2500;
  private static final List<String> SIGNATURES =
      List.of(
          "\u0089HDF",
          "OHDR",
          "OCHK",
          "BTHD",
          "BTIN",
          "BTLF",
          "FRHP",
          "FHIB",
          "FHDB",
          "FAHD",
          "FADB",
          "EAHD",
          "EAIB",
          "EADB",
          "EASB");

  private record Section(int begin, int end) {}

  private final Map<byte[], List<Section>> known = new IdentityHashMap<>();

  /** Every other mutation with right checksums, as long as nothing was moved. */
  byte[] repair(byte[] valid, byte[] mutation) {
    if ((Arrays.hashCode(mutation) & 1) == 0) {
      return mutation;
    }
    ByteBuffer bytes = ByteBuffer.wrap(mutation).order(ByteOrder.LITTLE_ENDIAN);
    for (Section s : known.computeIfAbsent(valid, Checksums::sections)) {
      if (s.end + 4 <= mutation.length) {
        byte[] content = Arrays.copyOfRange(mutation, s.begin, s.end);
        bytes.putInt(s.end, ChecksumUtils.checksum(content));
      }
    }
    return mutation;
  }

  /** From a signature to the first four bytes that are the checksum of what lies between. */
  private static List<Section> sections(byte[] valid) {
    ByteBuffer bytes = ByteBuffer.wrap(valid).order(ByteOrder.LITTLE_ENDIAN);
    List<Section> sections = new ArrayList<>();
    for (int begin = 0; begin + 8 <= valid.length; begin++) {
      String start = new String(valid, begin, 4, StandardCharsets.ISO_8859_1);
      if (SIGNATURES.contains(start)) {
        for (int end = begin + 5; end + 4 <= Math.min(valid.length, begin + LONGEST); end++) {
          byte[] content = Arrays.copyOfRange(valid, begin, end);
          if (ChecksumUtils.checksum(content) == bytes.getInt(end)) {
            sections.add(new Section(begin, end));
            break;
          }
        }
      }
    }
    return sections;
  }
}

package dev.icl.core.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Entries of zip archives that are not compressed, as PyTorch wants them. */
public final class StoredZip {
  private StoredZip() {}

  /**
   * Adds an entry.
   *
   * @param zip the archive, which stays open
   * @param name of the entry
   * @param bytes its content, between position and limit
   * @throws IOException if writing fails
   */
  public static void put(ZipOutputStream zip, String name, ByteBuffer bytes) throws IOException {
    CRC32 sum = new CRC32();
    sum.update(bytes.duplicate());
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.remaining());
    entry.setCrc(sum.getValue());
    zip.putNextEntry(entry);
    ByteBuffer rest = bytes.duplicate();
    byte[] part = new byte[1 << 16];
    while (rest.hasRemaining()) {
      int length = Math.min(part.length, rest.remaining());
      rest.get(part, 0, length);
      zip.write(part, 0, length);
    }
    zip.closeEntry();
  }

  /**
   * Adds an entry.
   *
   * @param zip the archive, which stays open
   * @param name of the entry
   * @param content of the entry
   * @throws IOException if writing fails
   */
  public static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    put(zip, name, ByteBuffer.wrap(content));
  }
}

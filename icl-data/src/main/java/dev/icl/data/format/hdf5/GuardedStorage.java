package dev.icl.data.format.hdf5;

import io.jhdf.Superblock;
import io.jhdf.storage.HdfBackingStorage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/**
 * A file in memory for jHDF that gives nothing beyond its end and only so many pieces. A damaged or
 * hostile file may point its structures at one another in circles; jHDF follows them for as long as
 * it is given bytes.
 */
final class GuardedStorage implements HdfBackingStorage {
  private static final int LEAST_READS = 10_000;
  private static final int MORE_READS = 1_000_000;
  private static final int BYTES_PER_READ = 64;
  private static final long LEAST_BYTES = 1 << 20;
  private static final long MORE_STRUCTURE_BYTES = 1 << 24;
  private static final int TIMES_READ = 4;

  private final ByteBuffer file;
  private final Superblock superblock;
  private long readsLeft;
  private long structureBytesLeft;
  private long dataBytesLeft;

  GuardedStorage(byte[] file, Superblock superblock) {
    this.file = ByteBuffer.wrap(file).asReadOnlyBuffer();
    this.superblock = superblock;
    this.readsLeft = LEAST_READS + (long) Math.min(MORE_READS, file.length / BYTES_PER_READ);
    this.dataBytesLeft = LEAST_BYTES + (long) TIMES_READ * file.length;
    // Every few bytes of structure become an object on the heap.
    this.structureBytesLeft =
        LEAST_BYTES + Math.min(MORE_STRUCTURE_BYTES, (long) TIMES_READ * file.length);
  }

  /** Thrown to end a walk in circles. */
  static final class Exhausted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Exhausted(String message) {
      super(message);
    }
  }

  @Override
  public ByteBuffer readBufferFromAddress(long address, int length) {
    return map(address, length);
  }

  @Override
  public ByteBuffer map(long address, long length) {
    return mapNoOffset(Math.addExact(address, superblock.getBaseAddressByte()), length);
  }

  @Override
  public ByteBuffer mapNoOffset(long address, long length) {
    readsLeft--;
    structureBytesLeft -= length;
    if (readsLeft < 0 || structureBytesLeft < 0) {
      throw new Exhausted("its structures lead in circles");
    }
    return piece(address, length);
  }

  /** Voxels as they are stored; pieces may overlap, but not without end. */
  ByteBuffer data(long address, long length) {
    dataBytesLeft -= length;
    if (dataBytesLeft < 0) {
      throw new Exhausted("its voxels lie over one another");
    }
    return piece(Math.addExact(address, superblock.getBaseAddressByte()), length);
  }

  private ByteBuffer piece(long address, long length) {
    if (address < 0 || length < 0 || address > file.limit() - length) {
      throw new Exhausted("bytes " + address + " and " + length + " on are not in the file");
    }
    return file.slice((int) address, (int) length).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public long getUserBlockSize() {
    return superblock.getBaseAddressByte();
  }

  @Override
  public Superblock getSuperblock() {
    return superblock;
  }

  @Override
  public FileChannel getFileChannel() {
    throw new Exhausted("the file is in memory");
  }

  @Override
  public int getSizeOfOffsets() {
    return superblock.getSizeOfOffsets();
  }

  @Override
  public int getSizeOfLengths() {
    return superblock.getSizeOfLengths();
  }

  @Override
  public void close() {
    // Nothing is held.
  }

  @Override
  public long size() {
    return file.limit();
  }

  @Override
  public boolean inMemory() {
    return true;
  }
}

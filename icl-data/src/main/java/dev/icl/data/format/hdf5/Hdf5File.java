package dev.icl.data.format.hdf5;

import dev.icl.core.error.UserException;
import io.jhdf.ObjectHeader;
import io.jhdf.Superblock;
import io.jhdf.SymbolTableEntry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The members of an HDF5 file's root group. jHDF reads the structures, one by one, through a {@link
 * GuardedStorage}; members nobody asks for are not touched. Soft links are followed inside the
 * file; links to other files never.
 *
 * <p>Everything here throws whatever jHDF stumbles over; {@link Hdf5Reader} turns it into a
 * sentence.
 */
final class Hdf5File {
  private static final long SIGNATURE = 0x89_48_44_46_0d_0a_1a_0aL;
  private static final int FIRST_USER_BLOCK = 512;
  private static final int MOST_STEPS = 64;

  private final GuardedStorage storage;
  private final Claims claims;
  private final Hdf5Group root;

  private Hdf5File(GuardedStorage storage) {
    this.storage = storage;
    this.claims = new Claims(storage);
    this.root = Hdf5Group.at(rootAddress(), storage, claims);
  }

  /** The position of the signature, at the start or after a user block; empty if there is none. */
  static Optional<Integer> signature(byte[] bytes) {
    ByteBuffer b = ByteBuffer.wrap(bytes);
    long at = 0;
    while (at + 8 <= bytes.length) {
      if (b.getLong((int) at) == SIGNATURE) {
        return Optional.of((int) at);
      }
      at = at == 0 ? FIRST_USER_BLOCK : 2 * at;
    }
    return Optional.empty();
  }

  static Hdf5File open(byte[] bytes, int signature) {
    ByteBuffer b = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(signature);
    Superblock superblock = Superblock.readSuperblock(b);
    if (superblock.getBaseAddressByte() != signature) {
      throw new GuardedStorage.Exhausted(
          "its base address is " + superblock.getBaseAddressByte() + ", not " + signature);
    }
    return new Hdf5File(new GuardedStorage(bytes, superblock));
  }

  GuardedStorage storage() {
    return storage;
  }

  Claims claims() {
    return claims;
  }

  /** Whether the root group has a member, be it a link that leads nowhere. */
  boolean has(String name) {
    return root.members().containsKey(name);
  }

  /**
   * The header of a member, behind the soft links that lead to it.
   *
   * @param path of the file, for messages
   * @throws UserException if a link leads out of the file, to nothing, or in a circle
   */
  ObjectHeader header(String name, Path path) {
    Deque<String> steps = new ArrayDeque<>(List.of(name));
    Hdf5Group at = root;
    for (int taken = 0; taken < MOST_STEPS; taken++) {
      Hdf5Link link = at.members().get(steps.removeFirst());
      if (link == null) {
        throw broken(name, path, "to something that is not in the file");
      }
      switch (link.kind()) {
        case HARD -> {
          if (steps.isEmpty()) {
            return ObjectHeader.readObjectHeader(storage, link.address());
          }
          at = Hdf5Group.at(link.address(), storage, claims);
        }
        case SOFT -> {
          at = link.target().startsWith("/") ? root : at;
          List<String> parts =
              Stream.of(link.target().split("/"))
                  .filter(part -> !part.isEmpty() && !part.equals("."))
                  .toList();
          for (int i = parts.size() - 1; i >= 0; i--) {
            steps.addFirst(parts.get(i));
          }
          if (steps.isEmpty() || steps.size() > MOST_STEPS) {
            throw broken(name, path, "to no array");
          }
        }
        default -> throw broken(name, path, "into another file");
      }
    }
    throw broken(name, path, "in a circle");
  }

  private static UserException broken(String name, Path path, String where) {
    return new UserException(
        "In %s '%s' is a link %s: store the array itself there.".formatted(path, name, where));
  }

  private long rootAddress() {
    Superblock superblock = storage.getSuperblock();
    if (superblock instanceof Superblock.SuperblockV0V1 old) {
      long entry = old.getRootGroupSymbolTableAddress() - old.getBaseAddressByte();
      return new SymbolTableEntry(storage, entry).getObjectHeaderAddress();
    }
    return ((Superblock.SuperblockV2V3) superblock).getRootGroupObjectHeaderAddress();
  }
}

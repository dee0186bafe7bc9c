package dev.icl.data.format.hdf5;

import io.jhdf.Constants;
import io.jhdf.FractalHeap;
import io.jhdf.GroupSymbolTableNode;
import io.jhdf.LocalHeap;
import io.jhdf.ObjectHeader;
import io.jhdf.Superblock;
import io.jhdf.SymbolTableEntry;
import io.jhdf.Utils;
import io.jhdf.btree.BTreeV1;
import io.jhdf.btree.BTreeV2;
import io.jhdf.btree.record.LinkNameForIndexedGroupRecord;
import io.jhdf.object.message.LinkInfoMessage;
import io.jhdf.object.message.LinkMessage;
import io.jhdf.object.message.SymbolTableMessage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The members of an HDF5 file's root group. jHDF reads the structures, one by one, through a {@link
 * GuardedStorage}; members nobody asks for are not touched.
 *
 * <p>Everything here throws whatever jHDF stumbles over; {@link Hdf5Reader} turns it into a
 * sentence.
 */
final class Hdf5File {
  private static final long SIGNATURE = 0x89_48_44_46_0d_0a_1a_0aL;
  private static final int FIRST_USER_BLOCK = 512;

  private final GuardedStorage storage;
  private final Claims claims;
  private final Map<String, Long> members;

  private Hdf5File(GuardedStorage storage) {
    this.storage = storage;
    this.claims = new Claims(storage);
    ObjectHeader root = ObjectHeader.readObjectHeader(storage, rootAddress());
    this.members = root.hasMessageOfType(SymbolTableMessage.class) ? symbols(root) : links(root);
  }

  /** Where the signature is: at the start or after a user block; empty if nowhere. */
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

  boolean has(String name) {
    return members.containsKey(name);
  }

  /** The header of a member. */
  ObjectHeader header(String name) {
    return ObjectHeader.readObjectHeader(storage, members.get(name));
  }

  private long rootAddress() {
    Superblock superblock = storage.getSuperblock();
    if (superblock instanceof Superblock.SuperblockV0V1 old) {
      long entry = old.getRootGroupSymbolTableAddress() - old.getBaseAddressByte();
      return new SymbolTableEntry(storage, entry).getObjectHeaderAddress();
    }
    return ((Superblock.SuperblockV2V3) superblock).getRootGroupObjectHeaderAddress();
  }

  private Map<String, Long> symbols(ObjectHeader root) {
    SymbolTableMessage table = root.getMessageOfType(SymbolTableMessage.class);
    ByteBuffer names = new LocalHeap(storage, table.getLocalHeapAddress()).getDataBuffer();
    Map<String, Long> found = new LinkedHashMap<>();
    BTreeV1 tree = BTreeV1.createGroupBTree(storage, table.getBTreeAddress());
    for (long child : tree.getChildAddresses()) {
      for (SymbolTableEntry entry :
          new GroupSymbolTableNode(storage, child).getSymbolTableEntries()) {
        names.position(entry.getLinkNameOffset());
        found.put(Utils.readUntilNull(names), entry.getObjectHeaderAddress());
      }
    }
    return found;
  }

  private Map<String, Long> links(ObjectHeader root) {
    Map<String, Long> found = new LinkedHashMap<>();
    LinkInfoMessage info = root.getMessageOfType(LinkInfoMessage.class);
    if (info.getBTreeNameIndexAddress() == Constants.UNDEFINED_ADDRESS) {
      root.getMessagesOfType(LinkMessage.class).forEach(link -> add(link, found));
      return found;
    }
    claims.checkTree(info.getBTreeNameIndexAddress());
    claims.checkHeap(info.getFractalHeapAddress());
    BTreeV2<LinkNameForIndexedGroupRecord> tree =
        new BTreeV2<>(storage, info.getBTreeNameIndexAddress());
    FractalHeap heap = new FractalHeap(storage, info.getFractalHeapAddress());
    for (LinkNameForIndexedGroupRecord record : tree.getRecords()) {
      add(LinkMessage.fromBuffer(heap.getId(record.getId()), storage.getSuperblock()), found);
    }
    return found;
  }

  /** Links to other files or names are left out: a scan that is elsewhere is not in this file. */
  private static void add(LinkMessage link, Map<String, Long> found) {
    if (link.getLinkType() == LinkMessage.LinkType.HARD) {
      found.put(link.getLinkName(), link.getHardLinkAddress());
    }
  }
}

package dev.icl.data.format.hdf5;

import io.jhdf.Constants;
import io.jhdf.FractalHeap;
import io.jhdf.GroupSymbolTableNode;
import io.jhdf.LocalHeap;
import io.jhdf.ObjectHeader;
import io.jhdf.SymbolTableEntry;
import io.jhdf.Utils;
import io.jhdf.btree.BTreeV1;
import io.jhdf.btree.BTreeV2;
import io.jhdf.btree.record.LinkNameForIndexedGroupRecord;
import io.jhdf.object.message.LinkInfoMessage;
import io.jhdf.object.message.LinkMessage;
import io.jhdf.object.message.SymbolTableMessage;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The names in a group of an HDF5 file.
 *
 * @param members the links by name; none if the object is no group
 */
record Hdf5Group(Map<String, Hdf5Link> members) {
  /** In a symbol table, what is no object but a soft link. */
  private static final int CACHED_LINK = 2;

  static Hdf5Group at(long address, GuardedStorage storage, Claims claims) {
    ObjectHeader header = ObjectHeader.readObjectHeader(storage, address);
    if (header.hasMessageOfType(SymbolTableMessage.class)) {
      return new Hdf5Group(symbols(header, storage));
    }
    return new Hdf5Group(
        header.hasMessageOfType(LinkInfoMessage.class) ? links(header, storage, claims) : Map.of());
  }

  private static Map<String, Hdf5Link> symbols(ObjectHeader group, GuardedStorage storage) {
    SymbolTableMessage table = group.getMessageOfType(SymbolTableMessage.class);
    ByteBuffer names = new LocalHeap(storage, table.getLocalHeapAddress()).getDataBuffer();
    Map<String, Hdf5Link> found = new LinkedHashMap<>();
    BTreeV1 tree = BTreeV1.createGroupBTree(storage, table.getBTreeAddress());
    for (long child : tree.getChildAddresses()) {
      for (SymbolTableEntry entry :
          new GroupSymbolTableNode(storage, child).getSymbolTableEntries()) {
        String name = text(names, entry.getLinkNameOffset());
        found.put(
            name,
            entry.getCacheType() == CACHED_LINK
                ? Hdf5Link.soft(text(names, entry.getLinkValueOffset()))
                : Hdf5Link.hard(entry.getObjectHeaderAddress()));
      }
    }
    return found;
  }

  private static String text(ByteBuffer heap, int offset) {
    heap.position(offset);
    return Utils.readUntilNull(heap);
  }

  private static Map<String, Hdf5Link> links(
      ObjectHeader group, GuardedStorage storage, Claims claims) {
    Map<String, Hdf5Link> found = new LinkedHashMap<>();
    LinkInfoMessage info = group.getMessageOfType(LinkInfoMessage.class);
    if (info.getBTreeNameIndexAddress() == Constants.UNDEFINED_ADDRESS) {
      group.getMessagesOfType(LinkMessage.class).forEach(link -> add(link, found));
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

  private static void add(LinkMessage link, Map<String, Hdf5Link> found) {
    found.put(
        link.getLinkName(),
        switch (link.getLinkType()) {
          case HARD -> Hdf5Link.hard(link.getHardLinkAddress());
          case SOFT -> Hdf5Link.soft(link.getSoftLink());
          case EXTERNAL -> Hdf5Link.external();
        });
  }
}

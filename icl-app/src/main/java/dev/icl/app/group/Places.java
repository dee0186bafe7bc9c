package dev.icl.app.group;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;

/** The addresses of a group's processes but 0, in the order of ranks, as process 0 tells them. */
final class Places {
  private Places() {}

  /**
   * The bytes of all of them.
   *
   * @param sockets the connections of process 0, by rank
   * @param ports at which each process is called by others, by rank
   */
  static byte[] told(Map<Integer, Socket> sockets, Map<Integer, Integer> ports) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    for (Map.Entry<Integer, Socket> peer : sockets.entrySet()) {
      byte[] address = peer.getValue().getInetAddress().getAddress();
      out.writeByte(address.length);
      out.write(address);
      out.writeInt(ports.getOrDefault(peer.getKey(), 0));
    }
    return bytes.toByteArray();
  }

  /** The next of them. */
  static InetSocketAddress read(DataInputStream in) throws IOException {
    int length = in.readUnsignedByte();
    if (length != 4 && length != 16) {
      throw new IOException("an address of " + length + " bytes");
    }
    byte[] address = new byte[length];
    in.readFully(address);
    int port = in.readInt();
    if (port < 1 || port > 65535) {
      throw new IOException("a port " + port);
    }
    return new InetSocketAddress(InetAddress.getByAddress(address), port);
  }
}

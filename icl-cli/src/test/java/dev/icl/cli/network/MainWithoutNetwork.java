package dev.icl.cli.network;

import dev.icl.cli.IclMain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;

/** The {@code icl} program in a JVM whose sockets refuse and write down who asked for them. */
public final class MainWithoutNetwork {
  private MainWithoutNetwork() {}

  /**
   * @param arguments those of {@code icl}, or {@code ask} to try what is refused
   */
  @SuppressWarnings("deprecation") // the JVM has nothing else for its plain sockets
  public static void main(String[] arguments) throws IOException {
    Socket.setSocketImplFactory(() -> refuse("a socket"));
    ServerSocket.setSocketFactory(() -> refuse("a server's socket"));
    DatagramSocket.setDatagramSocketImplFactory(() -> refuse("a datagram socket"));
    if (arguments[0].equals("ask")) {
      new URL("http://192.0.2.1/").openStream().close();
    }
    IclMain.main(arguments);
  }

  private static <T> T refuse(String what) {
    throw new UncheckedIOException(RefusedNetwork.refuse(what));
  }
}

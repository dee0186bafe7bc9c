package dev.icl.cli.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * In place of the JVM's own channels: refuses all that reach the network, and writes down who
 * asked, so that an attempt counts even if its failure is ignored. Named on the command line of the
 * JVM under test with {@code java.nio.channels.spi.SelectorProvider}.
 */
public final class RefusedNetwork extends SelectorProvider {
  /** The system property that names the file of attempts. */
  static final String ATTEMPTS = "icl.test.attempts";

  /** Writes down an attempt. */
  static IOException refuse(String what) {
    IOException refusal = new IOException("the network was used: " + what);
    try {
      StackTraceElement[] trace = refusal.getStackTrace();
      Files.writeString(
          Path.of(System.getProperty(ATTEMPTS)),
          what + " by " + Arrays.toString(trace) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return refusal;
  }

  @Override
  public DatagramChannel openDatagramChannel() throws IOException {
    throw refuse("a datagram channel");
  }

  @Override
  public DatagramChannel openDatagramChannel(ProtocolFamily family) throws IOException {
    throw refuse("a datagram channel");
  }

  @Override
  public Pipe openPipe() throws IOException {
    throw refuse("a pipe");
  }

  @Override
  public AbstractSelector openSelector() throws IOException {
    throw refuse("a selector");
  }

  @Override
  public ServerSocketChannel openServerSocketChannel() throws IOException {
    throw refuse("a server's channel");
  }

  @Override
  public SocketChannel openSocketChannel() throws IOException {
    throw refuse("a channel");
  }
}

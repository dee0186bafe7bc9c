package dev.icl.app.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A process whose other one is a bare socket, which says what it likes. */
class PeerLinkTest {
  private Socket other;
  private SocketGroup group;

  @BeforeEach
  void connect() throws IOException {
    group = groupWith(1);
  }

  private SocketGroup groupWith(int rank) throws IOException {
    try (MeetingDoor door = MeetingDoor.onLoopback()) {
      other = new Socket(door.place().host(), door.place().port());
      PeerLink link = new PeerLink(rank, door.server().accept(), Processes.SHORT);
      return new SocketGroup(0, Map.of(rank, link));
    }
  }

  @AfterEach
  void close() throws IOException {
    group.close();
    other.close();
  }

  @Test
  void aProcessThatIsSilentIsLostAfterTheSilence() {
    assertThatThrownBy(() -> group.allReduce(List.of(HostTensor.scalar(1))))
        .isInstanceOf(UserException.class)
        .hasMessageMatching(
            "Process 1 of the training, at 127.0.0.1:\\d+, has been silent for 2 s;.*");
  }

  /** It lives, and takes nothing. */
  @Test
  void aProcessThatReadsNothingIsLostAfterTheSilence() {
    assertThatThrownBy(
            () -> group.broadcast(List.of(HostTensor.zeros(DType.F32, Shape.of(20_000_000)))))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("has been silent for 2 s");
  }

  @Test
  void aProcessWhoseConnectionEndsIsLostAtOnce() throws IOException {
    other.close();

    assertThatThrownBy(() -> group.allReduce(List.of(HostTensor.scalar(1))))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("is lost: its connection has ended");
    assertThatThrownBy(() -> group.allReduce(List.of(HostTensor.scalar(1))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the group is closed");
  }

  /** Nothing is left that could send what is in that memory later. */
  @Test
  void anInterruptedProcessHasStoppedSendingWhenItIsClosed() throws IOException {
    close();
    int another = 1000;
    group = groupWith(another);
    HostTensor values = HostTensor.zeros(DType.F32, Shape.of(20_000_000));
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> group.broadcast(List.of(values))).isInstanceOf(UserException.class);

      assertThat(Thread.getAllStackTraces().keySet())
          .extracting(Thread::getName)
          .doesNotContain("to process " + another);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void noiseIsNotAddedUp() throws IOException {
    other
        .getOutputStream()
        .write("1 0000 00000000 0000 0000".getBytes(java.nio.charset.StandardCharsets.US_ASCII));

    assertThatThrownBy(() -> group.allReduce(List.of(HostTensor.scalar(1))))
        .isInstanceOf(IllegalStateException.class);
  }
}

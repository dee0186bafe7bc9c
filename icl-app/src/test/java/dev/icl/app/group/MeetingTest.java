package dev.icl.app.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.icl.core.error.UserException;
import dev.icl.core.tensor.HostTensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MeetingTest {
  private static final GroupToken TOKEN = GroupToken.of("token", "the-token-of-the-group");

  private final MeetingDoor door = MeetingDoor.onLoopback();
  private final MeetingPlace place = door.place();
  private final Queue<String> notices = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void close() {
    door.close();
    threads.shutdownNow();
  }

  @Test
  void aProcessWithAnotherTokenIsTurnedAwayAndTheOthersMeet() throws Exception {
    CompletableFuture<Double> leader = start(member(0, 2, TOKEN, "training"));

    GroupToken other = GroupToken.of("token", "a-token-that-is-not-theirs");
    assertThatThrownBy(() -> Meeting.at(place, member(1, 2, other, "training"), notices::add))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("process 0 has another token")
        .hasMessageContaining("--token-file");

    assertThat(sum(Meeting.at(place, member(1, 2, TOKEN, "training"), notices::add))).isEqualTo(2);
    assertThat(leader.get()).isEqualTo(2);
    assertThat(notices).anyMatch(notice -> notice.contains("it has another token"));
  }

  @Test
  void strangersKeepNobodyWaiting() throws Exception {
    CompletableFuture<Double> leader = start(member(0, 2, TOKEN, "training"));
    try (Socket silent = new Socket(place.host(), place.port());
        Socket loud = new Socket(place.host(), place.port())) {
      loud.getOutputStream()
          .write(
              "GET / HTTP/1.1\r\nHost: here\r\n\r\n".repeat(10).getBytes(StandardCharsets.UTF_8));

      assertThat(sum(Meeting.at(place, member(1, 2, TOKEN, "training"), notices::add)))
          .isEqualTo(2);
      assertThat(leader.get()).isEqualTo(2);
      assertThat(silent.isConnected()).isTrue();
    }
    assertThatThrownBy(() -> new Socket(place.host(), place.port()).close())
        .isInstanceOf(IOException.class);
  }

  /** 64 strangers say nothing, for which they have ten seconds. */
  @Test
  void whoIsTurnedAwayInACrowdCallsAgain() throws Exception {
    CompletableFuture<Double> leader = start(new Member(0, 2, TOKEN, "training", Patience.USUAL));
    List<Socket> crowd = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      crowd.add(new Socket(place.host(), place.port()));
    }
    // the next ones are turned away, as the door takes in callers one after another
    try (Socket next = new Socket(place.host(), place.port())) {
      assertThat(next.getInputStream().read()).isNegative();
    }
    CompletableFuture<Double> member = start(new Member(1, 2, TOKEN, "training", Patience.USUAL));
    try (Socket later = new Socket(place.host(), place.port())) {
      later.getInputStream().read();
    }

    for (Socket stranger : crowd) {
      stranger.close();
    }
    assertThat(member.get(5, TimeUnit.MINUTES)).isEqualTo(2);
    assertThat(leader.get(5, TimeUnit.MINUTES)).isEqualTo(2);
  }

  @Test
  void aCallerSeesThatItWasTurnedAwayBeforeAWordWasSaid() throws Exception {
    try (Socket caller = new Socket(place.host(), place.port())) {
      door.server().accept().close();

      assertThatThrownBy(() -> new Handshake(patient(1), caller).call(0, place.toString(), 1))
          .isInstanceOf(Handshake.Unheard.class);
    }
  }

  @Test
  void whoWaitsForTheOthersIsToldThatTheFirstProcessHasEnded() throws Exception {
    CompletableFuture<Double> waiting = start(patient(1));
    try (Socket caller = door.server().accept()) {
      assertThat(new Handshake(patient(0), caller).answer().rank()).isEqualTo(1);
    }

    assertThat(catchThrowable(() -> waiting.get(1, TimeUnit.MINUTES)).getCause())
        .isInstanceOf(UserException.class)
        .hasMessageContaining("while they met (process 0 has ended)");
  }

  @Test
  void allNoticeThatAProcessEndsWhileTheyMeet() throws Exception {
    CompletableFuture<Double> leader = start(patient(0));
    CompletableFuture<Double> waiting = start(patient(1));
    try (Socket ending = introduced(patient(2), 1)) {
      ending.getInputStream().readNBytes(2 * (1 + 4 + 4));
    }

    for (CompletableFuture<Double> other : List.of(leader, waiting)) {
      assertThat(catchThrowable(() -> other.get(1, TimeUnit.MINUTES)).getCause())
          .isInstanceOf(UserException.class)
          .hasMessageContaining("lost the connection to another while they met");
    }
  }

  @Test
  void aProcessThatHasEndedIsNotCalledAgainAndAgain() throws Exception {
    CompletableFuture<Double> leader = start(patient(0));
    // bound, and nobody listens: who calls is refused
    Socket bound = new Socket();
    bound.bind(new InetSocketAddress(place.host(), 0));
    int closed = bound.getLocalPort();
    try (bound;
        Socket ended = introduced(patient(1), closed)) {
      CompletableFuture<Double> caller = start(patient(2));

      assertThat(catchThrowable(() -> caller.get(1, TimeUnit.MINUTES)).getCause())
          .isInstanceOf(UserException.class)
          .hasMessageContaining("Process 2 cannot reach process 1 at 127.0.0.1:" + closed);
      assertThat(catchThrowable(() -> leader.get(1, TimeUnit.MINUTES)).getCause())
          .isInstanceOf(UserException.class)
          .hasMessageContaining("process 2 has ended");
      ended.getOutputStream().flush();
    }
  }

  @Test
  void processesOfOtherConfigurationsDoNotTrainTogether() {
    CompletableFuture<Double> leader = start(member(0, 2, TOKEN, "seed: 1"));

    for (Throwable refused :
        List.of(
            catchThrowable(() -> Meeting.at(place, member(1, 2, TOKEN, "seed: 2"), notices::add)),
            catchThrowable(leader::get).getCause())) {
      assertThat(refused)
          .isInstanceOf(UserException.class)
          .hasMessage(
              "Processes 0 and 1 were given different configurations; start all processes with the"
                  + " same file, the same --set, and the same release.");
    }
  }

  @Test
  void processesOfGroupsOfOtherSizesDoNotTrainTogether() {
    CompletableFuture<Double> leader = start(member(0, 2, TOKEN, "training"));

    assertThatThrownBy(() -> Meeting.at(place, member(1, 3, TOKEN, "training"), notices::add))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("process 1 was started as one of 3, and process 0 as one of 2");
    assertThat(catchThrowable(leader::get).getCause())
        .isInstanceOf(UserException.class)
        .hasMessageContaining("process 0 was started as one of 2, and process 1 as one of 3");
  }

  @Test
  void noTwoProcessesHaveOneNumber() {
    CompletableFuture<Double> leader = start(member(0, 3, TOKEN, "training"));
    CompletableFuture<Double> first = start(member(1, 3, TOKEN, "training"));
    CompletableFuture<Double> second = start(member(1, 3, TOKEN, "training"));

    assertThat(catchThrowable(leader::get).getCause())
        .isInstanceOf(UserException.class)
        .hasMessageContaining("two processes were started as number 1");
    assertThat(catchThrowable(first::get).getCause()).isInstanceOf(UserException.class);
    assertThat(catchThrowable(second::get).getCause()).isInstanceOf(UserException.class);
  }

  @Test
  void aProcessThatDoesNotComeIsMissedInASentence() {
    Member alone =
        new Member(0, 3, TOKEN, "", Patience.USUAL.meetingWithin(Duration.ofMillis(300)));

    assertThatThrownBy(() -> Meeting.with(door, alone, notices::add))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("Only 1 of 3 processes have met at process 0");
  }

  @Test
  void aFirstProcessThatIsNotThereIsMissedInASentence() throws Exception {
    door.close();
    Member alone =
        new Member(1, 2, TOKEN, "", Patience.USUAL.meetingWithin(Duration.ofMillis(300)));

    assertThatThrownBy(() -> Meeting.at(place, alone, notices::add))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("process 0 does not answer at 127.0.0.1:" + place.port());
  }

  @Test
  void nothingListensAtEveryNetworkOfAMachine() {
    assertThatThrownBy(() -> MeetingDoor.at(new MeetingPlace("0.0.0.0", 0)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("stands for every network of a machine");
  }

  @Test
  void aPlaceIsWrittenAsItIsRead() {
    assertThat(MeetingPlace.of("node1:29500")).isEqualTo(new MeetingPlace("node1", 29500));
    assertThat(MeetingPlace.of("[fd00::1]:1")).hasToString("[fd00::1]:1");
    for (String wrong : List.of("node1", "node1:0", "node1:65536", ":1", "fd00::1:1", "node1:x")) {
      assertThatThrownBy(() -> MeetingPlace.of(wrong))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("'" + wrong + "' is no address");
    }
  }

  @Test
  void somethingElseAtTheAddressIsNotTakenForAProcess() throws Exception {
    CompletableFuture<Void> other =
        CompletableFuture.runAsync(
            () -> {
              try (Socket caller = door.server().accept()) {
                caller
                    .getOutputStream()
                    .write("SSH-2.0-OpenSSH_9.6\r\n".getBytes(StandardCharsets.UTF_8));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            },
            threads);

    assertThatThrownBy(() -> Meeting.at(place, member(1, 2, TOKEN, ""), notices::add))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("something else answers there");
    other.get();
  }

  /** The system takes the call in, and no process does. */
  @Test
  void anAddressAtWhichNobodySpeaksIsMissedInASentence() {
    Member alone =
        new Member(1, 2, TOKEN, "", Patience.USUAL.meetingWithin(Duration.ofMillis(300)));

    assertThatThrownBy(() -> Meeting.at(place, alone, notices::add))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(place + ": nobody speaks there for process 0 of the training (");
  }

  private CompletableFuture<Double> start(Member member) {
    return CompletableFuture.supplyAsync(
        () ->
            sum(
                member.rank() == 0
                    ? Meeting.with(door, member, notices::add)
                    : Meeting.at(place, member, notices::add)),
        threads);
  }

  /** One of three with ten minutes for the others. */
  private static Member patient(int rank) {
    return new Member(rank, 3, TOKEN, "training", Patience.USUAL);
  }

  /** A connection to process 0, which knows who is there. */
  private Socket introduced(Member member, int port) throws IOException {
    Socket socket = new Socket(place.host(), place.port());
    socket.setSoTimeout(60_000);
    new Handshake(member, socket).call(0, place.toString(), port);
    return socket;
  }

  private static double sum(SocketGroup joined) {
    try (SocketGroup group = joined) {
      HostTensor one = HostTensor.scalar(1);
      group.allReduce(List.of(one));
      return one.item();
    }
  }

  private static Member member(int rank, int size, GroupToken token, String purpose) {
    return new Member(rank, size, token, purpose, Processes.SHORT);
  }
}

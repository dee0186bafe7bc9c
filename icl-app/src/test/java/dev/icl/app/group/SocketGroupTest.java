package dev.icl.app.group;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.icl.core.error.UserException;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SocketGroupTest {
  /** Empty tensors, fewer values than processes, a part that is no whole number of frames. */
  private static final List<Shape> SHAPES =
      List.of(
          Shape.of(0),
          Shape.of(3, 5),
          Shape.scalar(),
          Shape.of(0, 4),
          Shape.of(400, 401),
          Shape.of(7));

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void sumsAreThoseOfTheOrderOfRanksToTheLastBit(int size) throws Exception {
    List<List<HostTensor>> results =
        Processes.run(
            size,
            group -> {
              List<HostTensor> values = values(SHAPES, group.rank());
              group.allReduce(values);
              return values;
            });

    List<float[]> expected = new ArrayList<>();
    values(SHAPES, 0).forEach(t -> expected.add(t.toFloats()));
    for (int rank = 1; rank < size; rank++) {
      List<HostTensor> more = values(SHAPES, rank);
      for (int t = 0; t < expected.size(); t++) {
        float[] term = more.get(t).toFloats();
        for (int i = 0; i < term.length; i++) {
          expected.get(t)[i] += term[i];
        }
      }
    }
    assertThat(results).hasSize(size);
    for (List<HostTensor> sums : results) {
      for (int t = 0; t < expected.size(); t++) {
        assertThat(sums.get(t).toFloats()).isEqualTo(expected.get(t));
      }
    }
  }

  @Test
  void fewerValuesThanProcessesAndNoneAtAllAreSummedToo() throws Exception {
    List<Double> sums =
        Processes.run(
            4,
            group -> {
              group.allReduce(List.of());
              group.allReduce(List.of(HostTensor.zeros(DType.F32, Shape.of(0))));
              HostTensor one = HostTensor.scalar(group.rank() + 1);
              group.allReduce(List.of(one));
              return one.item();
            });

    assertThat(sums).containsExactly(10.0, 10.0, 10.0, 10.0);
  }

  /** More than sockets hold: processes that all send first would wait for each other for ever. */
  @Test
  void tenMillionValuesAreSummedAndEachProcessSendsWhatARingWould() throws Exception {
    int count = 10_000_000;
    List<long[]> results =
        Processes.run(
            3,
            group -> {
              HostTensor values =
                  HostTensor.fill(DType.F32, Shape.of(count), i -> (group.rank() + 1) * (i % 1000));
              group.allReduce(List.of(values));
              long wrong = 0;
              for (int i = 0; i < count; i++) {
                wrong += values.get(i) == 6.0 * (i % 1000) ? 0 : 1;
              }
              return new long[] {wrong, group.sentBytes()};
            });

    double ring = 2 * (3 - 1) / 3.0 * count * Float.BYTES;
    for (long[] result : results) {
      assertThat(result[0]).isZero();
      assertThat((double) result[1]).isBetween(ring, ring * 1.001);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void rowsOfAllProcessesAreGatheredInTheirOrder(int size) throws Exception {
    List<HostTensor> results =
        Processes.run(
            size,
            group -> {
              group.allGather(HostTensor.zeros(DType.F32, Shape.of(0, 3)));
              return group.allGather(
                  HostTensor.of(Shape.of(2, 1), -1L - group.rank(), Long.MAX_VALUE - group.rank()));
            });

    for (HostTensor rows : results) {
      assertThat(rows.shape()).isEqualTo(Shape.of(2 * size, 1));
      assertThat(rows.dtype()).isEqualTo(DType.I64);
      for (int rank = 0; rank < size; rank++) {
        assertThat(rows.bytes().getLong(rank * 16)).isEqualTo(-1L - rank);
        assertThat(rows.bytes().getLong(rank * 16 + 8)).isEqualTo(Long.MAX_VALUE - rank);
      }
    }
  }

  @Test
  void everybodyGetsTheValuesOfTheFirst() throws Exception {
    List<List<HostTensor>> results =
        Processes.run(
            3,
            group -> {
              List<HostTensor> values = new ArrayList<>(values(SHAPES, group.rank()));
              values.add(HostTensor.of(Shape.of(2), group.rank() - 0.0, -0.0));
              values.add(HostTensor.of(Shape.of(1), group.rank() + 5L));
              group.broadcast(values);
              return values;
            });

    for (List<HostTensor> values : results) {
      for (int i = 0; i < values.size(); i++) {
        assertThat(values.get(i).bytes()).isEqualTo(results.get(0).get(i).bytes());
      }
      assertThat(values.get(values.size() - 1).item()).isEqualTo(5);
      assertThat(values.get(4).toFloats()).isEqualTo(values(SHAPES, 0).get(4).toFloats());
    }
  }

  @Test
  void aProcessThatIsBusyForLongerThanASilenceIsWaitedFor() throws Exception {
    List<Double> sums =
        Processes.run(
            2,
            Processes.SHORT,
            group -> {
              if (group.rank() == 0) {
                // what a validation is to the others
                new CountDownLatch(1)
                    .await(3 * Processes.SHORT.silence().toMillis() / 2, MILLISECONDS);
              }
              HostTensor one = HostTensor.scalar(1);
              group.allReduce(List.of(one));
              return one.item();
            });

    assertThat(sums).containsExactly(2.0, 2.0);
  }

  @Test
  void aProcessThatEndsSaysWhyToTheOthers() throws Exception {
    List<Throwable> ends =
        Processes.run(
            3,
            group ->
                catchThrowable(
                    () -> {
                      group.allReduce(List.of(HostTensor.scalar(1)));
                      if (group.rank() == 1) {
                        group.close("data.root is gone");
                      }
                      group.allReduce(List.of(HostTensor.zeros(DType.F32, Shape.of(1_000_000))));
                    }));

    assertThat(ends.get(1)).isInstanceOf(IllegalStateException.class);
    for (int other : List.of(0, 2)) {
      assertThat(ends.get(other))
          .isInstanceOf(UserException.class)
          .hasMessageMatching(
              "Process [012] of the training, at 127.0.0.1:\\d+, has ended"
                  + " \\(.*data.root is gone.*\\).*, with --resume.");
    }
  }

  @Test
  void anEndWithoutAMessageIsTold() throws Exception {
    List<Throwable> ends =
        Processes.run(
            2,
            group ->
                catchThrowable(
                    () -> {
                      List<HostTensor> one = List.of(HostTensor.scalar(1));
                      group.broadcast(group.rank() == 0 ? one : new Broken());
                      group.allReduce(one);
                    }));

    assertThat(ends.get(1)).isInstanceOf(NoSuchElementException.class);
    assertThat(ends.get(0))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("has ended (NoSuchElementException); when");
  }

  private static final class Broken extends AbstractList<HostTensor> {
    @Override
    public HostTensor get(int index) {
      throw new NoSuchElementException();
    }

    @Override
    public int size() {
      return 1;
    }
  }

  @Test
  void differentValuesAreNeverAddedUp() throws Exception {
    List<Throwable> ends =
        Processes.run(
            2,
            group ->
                catchThrowable(
                    () ->
                        group.allReduce(
                            List.of(
                                HostTensor.zeros(DType.F32, Shape.of(100 + 2 * group.rank()))))));

    assertThat(ends).anyMatch(IllegalStateException.class::isInstance).doesNotContainNull();
  }

  @Test
  void onlyFloatsAreSummed() throws Exception {
    Processes.run(
        2,
        group ->
            assertThatThrownBy(() -> group.allReduce(List.of(HostTensor.of(Shape.scalar(), 1L))))
                .isInstanceOf(IllegalArgumentException.class));
  }

  private static List<HostTensor> values(List<Shape> shapes, int rank) {
    UniformRandomProvider random = RandomKey.of(1).child(rank).generator();
    return shapes.stream()
        .map(
            shape ->
                HostTensor.fill(
                    DType.F32, shape, i -> (random.nextDouble() - 0.5) * Math.pow(10, i % 7)))
        .toList();
  }
}

package dev.icl.app.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.Shape;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.Voxels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several segmenters in one JVM, each used by several threads, on both engines at once. */
class SegmentersInThreadsTest {
  private static final int THREADS = 4;
  private static final int ROUNDS = 3;

  @TempDir static Path shared;

  private static Path checkpoint;
  private static ExecutorService threads;

  @BeforeAll
  static void train() {
    checkpoint = TinyTraining.run(shared);
    threads = Executors.newFixedThreadPool(THREADS);
  }

  @AfterAll
  static void stop() {
    threads.shutdownNow();
  }

  @Test
  void twoOfEachEngineGiveEveryThreadTheBitsOfASerialRun() throws Exception {
    List<Scan> scans =
        IntStream.range(0, THREADS).mapToObj(SegmentersInThreadsTest::noise).toList();
    try (Segmenter first = load("pytorch");
        Segmenter second = load("tensorflow");
        Segmenter third = load("pytorch");
        Segmenter fourth = load("tensorflow")) {
      List<Segmenter> segmenters = List.of(first, second, third, fourth);
      List<List<byte[]>> expected = new ArrayList<>();
      for (Segmenter segmenter : segmenters) {
        expected.add(scans.stream().map(scan -> labels(segmenter, scan)).toList());
      }
      List<Long> before = segmenters.stream().map(Segmenter::liveArrays).toList();

      List<Callable<Void>> work = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        int offset = thread;
        work.add(
            () -> {
              for (int i = 0; i < ROUNDS * segmenters.size() * scans.size(); i++) {
                int segmenter = (i + offset) % segmenters.size();
                int scan = (i / segmenters.size() + offset) % scans.size();
                assertThat(labels(segmenters.get(segmenter), scans.get(scan)))
                    .isEqualTo(expected.get(segmenter).get(scan));
              }
              return null;
            });
      }
      for (Future<Void> done : threads.invokeAll(work)) {
        done.get();
      }

      assertThat(segmenters).extracting(Segmenter::liveArrays).containsExactlyElementsOf(before);
      assertThat(expected.get(0)).containsExactlyElementsOf(expected.get(2));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pytorch", "tensorflow"})
  void openingAndClosingOthersDisturbsNoOneAtWork(String engine) throws Exception {
    Scan scan = noise(1);
    try (Segmenter working = load(engine)) {
      byte[] expected = labels(working, scan);
      CountDownLatch enough = new CountDownLatch(1);
      Future<Integer> work =
          threads.submit(
              () -> {
                int done = 0;
                while (enough.getCount() > 0) {
                  assertThat(labels(working, scan)).isEqualTo(expected);
                  done++;
                }
                return done;
              });

      for (int i = 0; i < 3; i++) {
        for (String other : List.of("pytorch", "tensorflow")) {
          try (Segmenter segmenter = load(other)) {
            segmenter.segment(scan);
          }
        }
      }
      enough.countDown();

      assertThat(work.get()).isPositive();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pytorch", "tensorflow"})
  void closingWaitsForTheScanInTheNetworkAndRefusesTheNext(String engine) throws Exception {
    Scan scan = noise(2);
    Segmenter segmenter = load(engine);
    byte[] expected = labels(segmenter, scan);
    CountDownLatch atWork = new CountDownLatch(1);
    Future<?> work =
        threads.submit(
            () -> {
              while (true) {
                assertThat(labels(segmenter, scan)).isEqualTo(expected);
                atWork.countDown();
              }
            });
    atWork.await();

    segmenter.close();
    segmenter.close();

    assertThatThrownBy(work::get)
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("this Segmenter was closed");
    assertThatThrownBy(segmenter::engine)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("this Segmenter was closed");
    assertThat(segmenter.liveArrays()).isZero();
    assertThat(segmenter.classNames()).hasSize(4);
  }

  private static Segmenter load(String engine) {
    return Segmenter.load(checkpoint, SegmenterOptions.defaults().withEngine(engine));
  }

  private static byte[] labels(Segmenter segmenter, Scan scan) {
    return segmenter.segment(scan).voxels().toBytes();
  }

  private static Scan noise(int seed) {
    UniformRandomProvider random = RandomKey.of(seed).generator();
    float[] values = new float[40 * 48 * 3];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble();
    }
    return Scan.of(Shape.of(40, 48, 3), AxisOrder.FIRST_FASTEST, Voxels.of(values));
  }
}

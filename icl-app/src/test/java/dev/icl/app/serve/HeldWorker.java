package dev.icl.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.app.predict.LabelFormat;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A worker that holds every scan until it is released, and then takes a threshold. */
final class HeldWorker implements ScanWorker {
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

  @Override
  public Outcome segment(Path scan, LabelFormat format, Path folder) {
    begun.countDown();
    await(released);
    return new ThresholdWorker().segment(scan, format, folder);
  }

  /** Waits until a scan is held. */
  void awaitScan() {
    await(begun);
  }

  void release() {
    released.countDown();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

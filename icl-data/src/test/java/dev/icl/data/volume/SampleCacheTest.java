package dev.icl.data.volume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.tensor.Shape;
import dev.icl.data.sample.Sample;
import dev.icl.data.sample.SampleId;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SampleCacheTest {
  @Test
  void theLimitHoldsWhateverIsPut() {
    Random random = new Random(1);
    SampleCache cache = new SampleCache(1000);
    for (int i = 0; i < 2000; i++) {
      cache.put(i, slice(1 + random.nextInt(60)));

      assertThat(cache.bytes()).isBetween(1L, 1000L);
    }
  }

  @Test
  void theSliceNotAskedForTheLongestGoesFirst() {
    SampleCache cache = new SampleCache(3 * 50);
    for (int i = 0; i < 3; i++) {
      cache.put(i, slice(10));
    }
    cache.get(0);
    cache.put(3, slice(10));

    assertThat(cache.get(1)).isEmpty();
    assertThat(cache.get(0)).isPresent();
    assertThat(cache.get(2)).isPresent();
    assertThat(cache.get(3)).isPresent();
  }

  @Test
  void aSliceLargerThanTheLimitIsNotKeptAndCostsNoOther() {
    SampleCache cache = new SampleCache(60);
    cache.put(0, slice(10));
    cache.put(1, slice(13));

    assertThat(cache.get(1)).isEmpty();
    assertThat(cache.get(0)).isPresent();
  }

  /** Five bytes a pixel. */
  private static Sample slice(int pixels) {
    return Sample.of(new SampleId("s", "p"), Shape.of(1, pixels), new float[pixels])
        .withLabel(new byte[pixels]);
  }

  @Test
  void asLongAsThereIsRoomASampleIsKeptBesideTheOthers() {
    SampleCache cache = new SampleCache(100);

    assertThat(cache.keep(0, slice(10))).isTrue();
    assertThat(cache.keep(1, slice(10))).isTrue();
    assertThat(cache.keep(2, slice(10))).isFalse();
    assertThat(cache.keep(0, slice(10))).isTrue();
    assertThat(cache.get(0)).isPresent();
    assertThat(cache.get(2)).isEmpty();
  }
}

package dev.icl.data.volume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.data.model.Slice;
import dev.icl.data.model.SliceId;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SliceCacheTest {
  @Test
  void theLimitHoldsWhateverIsPut() {
    Random random = new Random(1);
    SliceCache cache = new SliceCache(1000);
    for (int i = 0; i < 2000; i++) {
      cache.put(i, slice(1 + random.nextInt(60)));

      assertThat(cache.bytes()).isBetween(1L, 1000L);
    }
  }

  @Test
  void theSliceNotAskedForTheLongestGoesFirst() {
    SliceCache cache = new SliceCache(3 * 50);
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
    SliceCache cache = new SliceCache(60);
    cache.put(0, slice(10));
    cache.put(1, slice(13));

    assertThat(cache.get(1)).isEmpty();
    assertThat(cache.get(0)).isPresent();
  }

  /** Five bytes a pixel. */
  private static Slice slice(int pixels) {
    return new Slice(new SliceId("s", "p"), 1, pixels, new float[pixels], new byte[pixels]);
  }
}

package dev.icl.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

class PortableMasksTest {
  private static final RandomKey KEY = RandomKey.of(1337);

  @Test
  void anElementIsKeptWhereItsDrawIsAtLeastTheRate() {
    HostTensor mask = PortableMasks.draw(KEY, 3, 0.25, Shape.of(5, 1000));
    UniformRandomProvider draws = KEY.child("mask").child(3).generator();
    for (int i = 0; i < mask.size(); i++) {
      assertThat(mask.get(i)).isEqualTo(draws.nextFloat() >= 0.25f ? (double) (4 / 3f) : 0);
    }
  }

  @Test
  void masksAverageToOne() {
    HostTensor mask = PortableMasks.draw(KEY, 0, 0.5, Shape.of(100_000));
    double sum = 0;
    for (float value : mask.toFloats()) {
      sum += value;
    }
    assertThat(sum / mask.size()).isCloseTo(1, within(5 / Math.sqrt(mask.size())));
  }

  @Test
  void callsAndStepsDrawTheirOwnMasks() {
    Shape shape = Shape.of(64);
    float[] mask = PortableMasks.draw(KEY, 0, 0.5, shape).toFloats();
    assertThat(PortableMasks.draw(KEY, 0, 0.5, shape).toFloats()).containsExactly(mask);
    assertThat(PortableMasks.draw(KEY, 1, 0.5, shape).toFloats()).isNotEqualTo(mask);
    assertThat(PortableMasks.draw(KEY.child(1), 0, 0.5, shape).toFloats()).isNotEqualTo(mask);
  }
}

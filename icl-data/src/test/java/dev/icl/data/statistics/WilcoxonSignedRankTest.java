package dev.icl.data.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.icl.core.random.RandomKey;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected values are those of SciPy 1.17.1 unless a test says otherwise. */
class WilcoxonSignedRankTest {
  /** Darwin's cross- and self-fertilised maize, eighths of an inch (Fisher, 1935). */
  static final double[] DARWIN = {49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48};

  @Test
  void darwinsMaize() {
    WilcoxonSignedRank test = WilcoxonSignedRank.of(DARWIN);

    assertThat(test.negative()).isEqualTo(24);
    assertThat(test.positive()).isEqualTo(96);
    assertThat(test.pValue()).isEqualTo(0.041259765625, offset(1e-15));
    assertThat(test.exact()).isTrue();
    assertThat(test.rankBiserial()).isEqualTo((96 - 24) / 120.0);
  }

  /** {@code wilcoxon(d, method=PermutationMethod(n_resamples=inf))}. */
  @Test
  void tiesShareTheirRanksAndZerosAreDropped() {
    WilcoxonSignedRank test = WilcoxonSignedRank.of(new double[] {3, -1, 1, 2, 2, 0, -2, 5, 4, 0});

    assertThat(test.pairs()).isEqualTo(8);
    assertThat(test.zeros()).isEqualTo(2);
    assertThat(test.positive()).isEqualTo(30.5);
    assertThat(test.negative()).isEqualTo(5.5);
    assertThat(test.pValue()).isEqualTo(0.1015625, offset(1e-15));
  }

  /** {@code wilcoxon(d, method="asymptotic", correction=True)}. */
  @Test
  void manyPairsAreApproximated() {
    double[] differences =
        IntStream.rangeClosed(1, 300).mapToDouble(i -> i * 37 % 101 - 45).toArray();

    WilcoxonSignedRank test = WilcoxonSignedRank.of(differences);

    assertThat(test.exact()).isFalse();
    assertThat(test.zeros()).isEqualTo(3);
    assertThat(test.negative()).isEqualTo(17759);
    assertThat(test.pValue()).isEqualTo(0.003195849042701002, offset(1e-12));
  }

  @Test
  void theSmallestPValueIsThatOfOneAssignmentOfSigns() {
    assertThat(WilcoxonSignedRank.of(new double[] {1, 2, 3, 4, 5}).pValue()).isEqualTo(2 / 32.0);
  }

  @Test
  void whereNothingDiffersThereIsNoEvidence() {
    WilcoxonSignedRank test = WilcoxonSignedRank.of(new double[] {0, 0, 0});

    assertThat(test.pValue()).isEqualTo(1);
    assertThat(test.rankBiserial()).isZero();
  }

  /** The definition, over all 2ⁿ assignments of signs. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void theExactPValueIsThatOfEnumeration(int pairs) {
    UniformRandomProvider random = RandomKey.of(9).child(pairs).generator();
    double[] differences = new double[pairs];
    Arrays.setAll(differences, i -> (1 + random.nextInt(5)) * (random.nextBoolean() ? 1 : -1));
    double[] absolute = Arrays.stream(differences).map(Math::abs).toArray();
    double[] ranks =
        Arrays.stream(absolute)
            .map(
                v ->
                    Arrays.stream(absolute).filter(w -> w < v).count()
                        + (Arrays.stream(absolute).filter(w -> w == v).count() + 1) / 2.0)
            .toArray();

    WilcoxonSignedRank test = WilcoxonSignedRank.of(differences);

    double smaller = Math.min(test.positive(), test.negative());
    long asExtreme =
        IntStream.range(0, 1 << pairs)
            .filter(
                signs ->
                    IntStream.range(0, pairs)
                            .filter(i -> (signs >> i & 1) == 1)
                            .mapToDouble(i -> ranks[i])
                            .sum()
                        <= smaller)
            .count();
    assertThat(test.pValue()).isEqualTo(Math.min(1, 2.0 * asExtreme / (1 << pairs)), offset(1e-12));
  }

  @Test
  void theTwoWaysAgreeWhereTheyMeet() {
    UniformRandomProvider random = RandomKey.of(3).generator();
    double[] all = new double[WilcoxonSignedRank.EXACT_UP_TO + 1];
    Arrays.setAll(all, i -> random.nextDouble() - 0.46);

    WilcoxonSignedRank approximate = WilcoxonSignedRank.of(all);
    all[0] = 0;
    WilcoxonSignedRank exact = WilcoxonSignedRank.of(all);

    assertThat(exact.exact()).isTrue();
    assertThat(approximate.exact()).isFalse();
    assertThat(exact.pValue()).isEqualTo(approximate.pValue(), offset(0.01)).isLessThan(0.5);
  }
}

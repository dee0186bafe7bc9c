package dev.icl.spark.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ChunkPlanTest {
  @Test
  void everyScanIsInOneTaskInOrder() {
    List<ScanTask> scans = scans(LongStream.range(0, 1000).map(i -> (1000 - i) * 10_000).toArray());

    List<ScanChunk> chunks = ChunkPlan.of(scans, 4);

    assertThat(chunks).flatExtracting(ScanChunk::scans).containsExactlyElementsOf(scans);
  }

  @Test
  void tasksGrowLighterSoThatExecutorsEndTogether() {
    List<ScanTask> scans = scans(IntStream.range(0, 64).mapToLong(i -> 50_000_000).toArray());

    List<Integer> sizes =
        ChunkPlan.of(scans, 2).stream().map(chunk -> chunk.scans().size()).toList();

    // a quarter of what is left for each of two cores, rounded up
    assertThat(sizes.subList(0, 4)).containsExactly(8, 7, 7, 6);
    assertThat(sizes.subList(sizes.size() - 7, sizes.size())).containsOnly(1);
    assertThat(sizes).isSortedAccordingTo((a, b) -> b - a);
  }

  @Test
  void theLargestScanIsAloneWhereItIsMostOfTheWork() {
    List<ScanChunk> chunks =
        ChunkPlan.of(scans(900_000_000, 40_000_000, 40_000_000, 10_000_000), 2);

    assertThat(chunks.get(0).scans()).extracting(ScanTask::bytes).containsExactly(900_000_000L);
  }

  @Test
  void manyTinyScansAreFewTasks() {
    List<ScanChunk> chunks = ChunkPlan.of(scans(new long[100_000]), 2);

    assertThat(chunks).hasSizeBetween(100_000 / ChunkPlan.MOST_SCANS, 1700);
    assertThat(chunks)
        .allSatisfy(
            chunk -> assertThat(chunk.scans()).hasSizeLessThanOrEqualTo(ChunkPlan.MOST_SCANS));
  }

  private static List<ScanTask> scans(long... bytes) {
    return IntStream.range(0, bytes.length)
        .mapToObj(i -> new ScanTask("case" + i, List.of("case" + i), bytes[i], null, 0))
        .toList();
  }
}

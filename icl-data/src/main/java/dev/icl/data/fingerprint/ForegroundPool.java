package dev.icl.data.fingerprint;

import dev.icl.core.random.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Intensities at voxels of foreground classes, as many of every scan, drawn with replacement as
 * nnU-Net draws them, from streams of this project.
 */
final class ForegroundPool {
  /** Values of all scans together that statistics are taken of. */
  private static final int MOST = 1_000_000;

  private static final RandomKey KEY = RandomKey.of(1234).child("fingerprint");

  private final List<String> channels;
  private final int perScan;
  private final List<List<float[]>> drawn = new ArrayList<>();

  /**
   * An empty pool.
   *
   * @param channels names of the channels
   * @param scans the most that will be added, at least 1
   */
  ForegroundPool(List<String> channels, int scans) {
    this.channels = channels;
    this.perScan = Math.max(1, MOST / scans);
    channels.forEach(channel -> drawn.add(new ArrayList<>()));
  }

  /**
   * Draws from a scan; nothing from one without foreground.
   *
   * @param name of the scan
   * @param images intensities of each channel
   * @param labels classes of the same voxels
   */
  void add(String name, List<float[]> images, byte[] labels) {
    int[] foreground = new int[labels.length];
    int count = 0;
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] != 0) {
        foreground[count++] = i;
      }
    }
    if (count == 0) {
      return;
    }
    UniformRandomProvider random = KEY.child(name).generator();
    int[] places = new int[perScan];
    for (int i = 0; i < perScan; i++) {
      places[i] = foreground[random.nextInt(count)];
    }
    for (int c = 0; c < images.size(); c++) {
      float[] values = new float[perScan];
      for (int i = 0; i < perScan; i++) {
        values[i] = images.get(c)[places[i]];
      }
      drawn.get(c).add(values);
    }
  }

  /** The statistics of each channel; none where no scan had foreground. */
  List<ChannelIntensities> intensities() {
    List<ChannelIntensities> intensities = new ArrayList<>();
    for (int c = 0; c < channels.size() && !drawn.get(c).isEmpty(); c++) {
      double[] sorted = sorted(drawn.get(c));
      double mean = Arrays.stream(sorted).average().orElseThrow();
      double variance =
          Arrays.stream(sorted).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
      intensities.add(
          new ChannelIntensities(
              channels.get(c),
              mean,
              Math.sqrt(variance),
              sorted[0],
              sorted[sorted.length - 1],
              Quantiles.ofSorted(sorted, 50),
              Quantiles.ofSorted(sorted, 0.5),
              Quantiles.ofSorted(sorted, 99.5)));
    }
    return intensities;
  }

  private static double[] sorted(List<float[]> parts) {
    double[] all = new double[parts.stream().mapToInt(part -> part.length).sum()];
    int at = 0;
    for (float[] part : parts) {
      for (float value : part) {
        all[at++] = value;
      }
    }
    Arrays.sort(all);
    return all;
  }
}

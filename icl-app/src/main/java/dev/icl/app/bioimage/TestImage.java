package dev.icl.app.bioimage;

import dev.icl.app.overlay.ClassColors;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.commons.rng.UniformRandomProvider;

/** The image that a package is tried with, which is of nobody: waves and noise. */
final class TestImage {
  private static final double WAVES = 0.4;
  private static final double NOISE = 0.1;
  private static final double INTENSITIES = 1000;
  private static final int COVER = 256;

  private TestImage() {}

  /**
   * An image as files have it.
   *
   * @param channels of the image
   * @param sizes spatial ones
   * @param steps what it will go through
   * @return float32 {@code [1, channels, sizes]}
   */
  static HostTensor of(int channels, List<Integer> sizes, List<Processing> steps) {
    double low = steps.isEmpty() ? 0 : number(steps.get(0).kwargs(), "min", 0);
    double high = steps.isEmpty() ? 1 : number(steps.get(0).kwargs(), "max", INTENSITIES);
    UniformRandomProvider random = RandomKey.of(1).child("test image").generator();
    Shape shape = Shape.of(1, channels).append(sizes);
    return HostTensor.fill(
        DType.F32,
        shape,
        i -> {
          double waves = 1;
          long rest = i;
          for (int axis = sizes.size() - 1; axis >= 0; axis--) {
            double place = (double) (rest % sizes.get(axis)) / sizes.get(axis);
            waves *= Math.sin(Math.PI * (axis + 2) * place);
            rest /= sizes.get(axis);
          }
          double value = 0.5 + WAVES * waves + NOISE * (random.nextDouble() - 0.5);
          return low + (high - low) * value;
        });
  }

  private static double number(Map<String, Object> settings, String key, double otherwise) {
    return settings.get(key) instanceof Double number ? number : otherwise;
  }

  /** An image after the preprocessing, each channel by itself. */
  static HostTensor processed(HostTensor image, List<Processing> steps) {
    int channels = image.shape().dim(1);
    int count = image.size() / channels;
    HostTensor result = HostTensor.zeros(DType.F32, image.shape());
    for (int c = 0; c < channels; c++) {
      double[] values = new double[count];
      for (int i = 0; i < count; i++) {
        values[i] = image.get(c * count + i);
      }
      for (Processing step : steps) {
        values = step.effect().apply(values);
      }
      for (int i = 0; i < count; i++) {
        result.set(c * count + i, values[i]);
      }
    }
    return result;
  }

  /**
   * A picture of the image beside its classes, as PNG; of a volume the plane in the middle.
   *
   * @param image {@code [1, channels, sizes]}, as the network sees it
   * @param probabilities {@code [1, classes, sizes]}
   */
  static byte[] cover(HostTensor image, HostTensor probabilities) throws IOException {
    Shape shape = image.shape();
    int rows = shape.dim(-2);
    int columns = shape.dim(-1);
    int voxels = (int) shape.spatial().numel();
    int plane = voxels / rows / columns / 2 * rows * columns;
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = plane; i < plane + rows * columns; i++) {
      least = Math.min(least, image.get(i));
      most = Math.max(most, image.get(i));
    }
    BufferedImage picture = new BufferedImage(2 * COVER, COVER, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < COVER; y++) {
      for (int x = 0; x < COVER; x++) {
        int at = plane + y * rows / COVER * columns + x * columns / COVER;
        double share = (image.get(at) - least) / Math.max(most - least, Double.MIN_NORMAL);
        int grey = (int) Math.round(share * 255);
        picture.setRGB(x, y, grey << 16 | grey << 8 | grey);
        int label = highest(probabilities, at, voxels);
        picture.setRGB(COVER + x, y, label == 0 ? 0 : ClassColors.of(label).getRGB());
      }
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageIO.write(picture, "png", file);
    return file.toByteArray();
  }

  private static int highest(HostTensor probabilities, int at, int voxels) {
    int best = 0;
    for (int c = 1; c < probabilities.shape().dim(1); c++) {
      best = probabilities.get(c * voxels + at) > probabilities.get(best * voxels + at) ? c : best;
    }
    return best;
  }
}

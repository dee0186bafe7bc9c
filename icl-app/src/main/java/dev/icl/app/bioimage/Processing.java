package dev.icl.app.bioimage;

import dev.icl.core.error.UserException;
import dev.icl.data.catalog.InputRules;
import dev.icl.data.preprocess.Crop;
import dev.icl.data.preprocess.IntensityRule;
import dev.icl.data.preprocess.PreprocessConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A step of a package's preprocessing.
 *
 * @param id its name in the specification
 * @param kwargs its settings there
 * @param effect on the values of one channel of one image
 */
record Processing(String id, Map<String, Object> kwargs, UnaryOperator<double[]> effect) {
  private static final double EPSILON = 1e-6;
  private static final double WHOLE = 100;

  /**
   * The preprocessing of a training, as far as it is one of intensities.
   *
   * @param rules by which scans become images
   * @param axes the names of the spatial axes
   * @throws UserException if the specification has no step for a part of it
   */
  static List<Processing> of(InputRules rules, List<String> axes) {
    PreprocessConfig config = rules.preprocess();
    if (config.spacing().stream().anyMatch(mm -> mm > 0)) {
      throw refusal("spacing", "resampling");
    }
    if (config.crop() != Crop.NONE) {
      throw refusal("crop", "cropping");
    }
    if (config.leavesIntensities()) {
      return of(rules.firstFastest().intensities(), axes);
    }
    List<Processing> steps = new ArrayList<>();
    boolean scaled = !config.percentiles().isEmpty();
    if (!config.window().isEmpty()) {
      steps.add(clip(config.window().get(0), config.window().get(1)));
    }
    switch (config.normalize()) {
      case AUTO -> {
        if (scaled) {
          steps.addAll(range(config.percentiles().get(0), config.percentiles().get(1), axes));
        } else {
          steps.add(linear(config.window().get(0), config.window().get(1)));
        }
      }
      case MIN_MAX -> {
        // what is clipped to percentiles has them as its least and greatest value
        double low = scaled ? config.percentiles().get(0) : 0;
        double high = scaled ? config.percentiles().get(1) : WHOLE;
        steps.addAll(range(low, high, axes));
      }
      case NONE -> {
        if (scaled) {
          throw refusal("percentiles", "clipping to percentiles alone");
        }
      }
      case Z_SCORE -> {
        if (scaled) {
          throw refusal("percentiles", "clipping to percentiles alone");
        }
        steps.add(standard(axes));
      }
    }
    return steps;
  }

  private static List<Processing> of(IntensityRule rule, List<String> axes) {
    if (rule instanceof IntensityRule.ByOrder byOrder) {
      return of(byOrder.firstFastest(), axes);
    }
    if (rule instanceof IntensityRule.Window window) {
      return List.of(clip(window.low(), window.high()), linear(window.low(), window.high()));
    }
    return rule instanceof IntensityRule.MinMax ? range(0, WHOLE, axes) : List.of();
  }

  private static UserException refusal(String key, String what) {
    return new UserException(
        "This network cannot be packaged for BioImage.IO: its specification has no step for %s, which data.preprocess.%s asks for; train with images that need none, or name another --format."
            .formatted(what, key));
  }

  private static Processing clip(double low, double high) {
    return new Processing(
        "clip",
        settings("min", low, "max", high),
        values -> Arrays.stream(values).map(v -> Math.min(high, Math.max(low, v))).toArray());
  }

  private static Processing linear(double low, double high) {
    double gain = 1 / (high - low);
    double offset = -low * gain;
    return new Processing(
        "scale_linear",
        settings("gain", gain, "offset", offset),
        values -> Arrays.stream(values).map(v -> v * gain + offset).toArray());
  }

  /** To [0, 1], cut off where percentiles leave something outside. */
  private static List<Processing> range(double low, double high, List<String> axes) {
    Map<String, Object> settings = settings("min_percentile", low, "max_percentile", high);
    settings.put("axes", axes);
    settings.put("eps", EPSILON);
    Processing range =
        new Processing(
            "scale_range",
            settings,
            values -> {
              double[] sorted = values.clone();
              Arrays.sort(sorted);
              double least = percentile(sorted, low);
              double most = percentile(sorted, high);
              return Arrays.stream(values)
                  .map(v -> (v - least) / (most - least + EPSILON))
                  .toArray();
            });
    return low == 0 && high == WHOLE ? List.of(range) : List.of(range, clip(0, 1));
  }

  private static Processing standard(List<String> axes) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("axes", axes);
    settings.put("eps", EPSILON);
    return new Processing(
        "zero_mean_unit_variance",
        settings,
        values -> {
          double mean = Arrays.stream(values).average().orElse(0);
          double variance =
              Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElse(0);
          double deviation = Math.sqrt(variance) + EPSILON;
          return Arrays.stream(values).map(v -> (v - mean) / deviation).toArray();
        });
  }

  /** Between the two nearest values, as the specification's programs compute it. */
  private static double percentile(double[] sorted, double percentage) {
    double place = (sorted.length - 1) * percentage / WHOLE;
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  private static Map<String, Object> settings(
      String one, double first, String other, double second) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put(one, first);
    settings.put(other, second);
    return settings;
  }
}

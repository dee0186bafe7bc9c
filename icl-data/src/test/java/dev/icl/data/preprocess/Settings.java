package dev.icl.data.preprocess;

import java.util.List;

/** Configurations of preprocessing for tests. */
public record Settings(PreprocessConfig config) {
  /** Nothing at all. */
  public static final Settings NONE = new Settings(PreprocessConfig.defaults());

  /** Axes that run some way. */
  public Settings withOrientation(String codes) {
    return of(codes, config.spacing(), config.crop(), config.cropMargin(), config.window());
  }

  /** Resampled. */
  public Settings withSpacing(Double... mm) {
    return of(
        config.orientation(), List.of(mm), config.crop(), config.cropMargin(), config.window());
  }

  /** Cropped. */
  public Settings withCrop(Crop crop, int margin) {
    return of(config.orientation(), config.spacing(), crop, margin, config.window());
  }

  /** Clipped. */
  public Settings withWindow(double low, double high) {
    return of(
        config.orientation(),
        config.spacing(),
        config.crop(),
        config.cropMargin(),
        List.of(low, high));
  }

  /** Clipped at percentages. */
  public Settings withPercentiles(double low, double high) {
    PreprocessConfig c = config;
    return new Settings(
        new PreprocessConfig(
            c.orientation(),
            c.spacing(),
            c.crop(),
            c.cropMargin(),
            c.window(),
            List.of(low, high),
            c.normalize()));
  }

  /** On another scale. */
  public Settings with(Normalization normalize) {
    PreprocessConfig c = config;
    return new Settings(
        new PreprocessConfig(
            c.orientation(),
            c.spacing(),
            c.crop(),
            c.cropMargin(),
            c.window(),
            c.percentiles(),
            normalize));
  }

  private Settings of(
      String orientation, List<Double> spacing, Crop crop, int margin, List<Double> window) {
    return new Settings(
        new PreprocessConfig(
            orientation, spacing, crop, margin, window, config.percentiles(), config.normalize()));
  }
}

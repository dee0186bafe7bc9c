package dev.icl.data.phantom;

import java.util.EnumMap;
import java.util.Map;

/** The brightness of each tissue of one patient, in about [0, 1]. */
final class Contrast {
  private final double[] intensities = new double[Tissue.values().length];

  @SuppressWarnings("EnumOrdinal") // an array, since every voxel asks
  private Contrast(Map<Tissue, Double> values, double gamma) {
    values.forEach((t, v) -> intensities[t.ordinal()] = StrictMath.pow(Math.max(0, v), gamma));
  }

  static Contrast draw(Draw draw, PhantomDifficulty difficulty) {
    double spread = difficulty.contrastSpread();
    double myocardium = draw.about(0.38, 0.12 * spread);
    double bright = draw.about(0.32, 0.14 * spread);
    double dark = -draw.about(0.19, 0.05 * spread);
    boolean darkBlood = draw.chance(difficulty.darkBlood());
    double blood = myocardium + (darkBlood ? dark : bright);
    // Never the same as the myocardium, or its outer border would be a matter of taste.
    double step = draw.about(0.11, 0.05 * spread);
    boolean brightMuscle = draw.chance(0.25 * spread) || darkBlood;
    double muscle = myocardium + (brightMuscle ? step : -step);
    Map<Tissue, Double> values = new EnumMap<>(Tissue.class);
    values.put(Tissue.AIR, draw.uniform(0, 0.02));
    values.put(Tissue.LUNG, draw.about(0.08, 0.06 * spread));
    values.put(Tissue.MUSCLE, muscle);
    values.put(Tissue.FAT, draw.about(0.8, 0.15 * spread));
    values.put(Tissue.LIVER, draw.about(0.42, 0.16 * spread));
    values.put(Tissue.VESSEL, blood * draw.about(1, 0.1 * spread));
    values.put(Tissue.RIGHT_VENTRICLE, blood * draw.about(0.97, 0.1 * spread));
    values.put(Tissue.LEFT_VENTRICLE, blood);
    values.put(Tissue.MYOCARDIUM, myocardium);
    values.put(Tissue.RIGHT_WALL, myocardium * draw.about(1, 0.1 * spread));
    values.put(Tissue.PAPILLARY, myocardium);
    return new Contrast(values, draw.about(1, 0.25 * spread));
  }

  @SuppressWarnings("EnumOrdinal")
  double of(Tissue tissue) {
    return intensities[tissue.ordinal()];
  }
}

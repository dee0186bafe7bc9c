package dev.icl.data.phantom;

/** The tissue at a point of the phantom, and its class. */
enum Tissue {
  AIR(0),
  LUNG(0),
  MUSCLE(0),
  FAT(0),
  LIVER(0),
  VESSEL(0),
  /** The free wall of the right ventricle: myocardium that the benchmark does not label. */
  RIGHT_WALL(0),
  RIGHT_VENTRICLE(1),
  MYOCARDIUM(2),
  LEFT_VENTRICLE(3),
  /** Papillary muscle: looks like myocardium, counts as cavity. */
  PAPILLARY(3);

  private final int label;

  Tissue(int label) {
    this.label = label;
  }

  int label() {
    return label;
  }
}

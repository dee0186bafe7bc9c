package dev.icl.data.phantom;

/** The tissue at a point of the volumetric phantom, and its class. */
enum Organ {
  AIR(0),
  FAT(0),
  MUSCLE(0),
  SPINE(0),
  AORTA(0),
  VEIN(0),
  STOMACH(0),
  BOWEL(0),
  /** Looks like the liver in the first channel, and is on the other side. */
  SPLEEN(0),
  LIVER(1),
  /** A tumour of the liver, which belongs to it. */
  LESION(1),
  KIDNEY(2),
  /** The inside of a kidney. */
  MEDULLA(2),
  /** A fluid-filled ball at a kidney, which belongs to it. */
  CYST(2),
  ARTERY(3);

  private final int label;

  Organ(int label) {
    this.label = label;
  }

  int label() {
    return label;
  }
}

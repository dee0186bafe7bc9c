package dev.icl.data.phantom;

import dev.icl.core.random.RandomKey;
import dev.icl.data.sample.Sample;
import dev.icl.data.sample.Spacing;

/**
 * One made-up patient of the volumetric phantom: everything that decides the scan but its noise.
 *
 * @param name of patient and case
 * @param key of this patient's random streams
 * @param abdomen the anatomy
 * @param contrast the brightness of tissues
 * @param acquisition the acquisition parameters
 */
record AbdomenPatient(
    String name, RandomKey key, Abdomen abdomen, AbdomenContrast contrast, AbdomenScan acquisition)
    implements DrawnPatient {

  static AbdomenPatient draw(String name, RandomKey key, Phantom3dSettings settings) {
    return new AbdomenPatient(
        name,
        key,
        Abdomen.draw(new Draw(key.child("anatomy"))),
        AbdomenContrast.draw(new Draw(key.child("contrast")), settings.phantomChannels()),
        AbdomenScan.draw(new Draw(key.child("acquisition")), settings.phantomSize()));
  }

  @Override
  public int slices() {
    return acquisition.slices();
  }

  @Override
  public Spacing spacing() {
    return acquisition.spacing();
  }

  @Override
  public Sample scan() {
    return new AbdomenScanner(this).scan();
  }
}

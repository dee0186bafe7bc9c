package dev.icl.data.phantom;

import dev.icl.core.random.RandomKey;
import dev.icl.data.sample.Sample;
import dev.icl.data.sample.Spacing;

/**
 * One made-up patient: everything that decides the scan but its noise.
 *
 * @param name of patient and case
 * @param key of this patient's random streams
 * @param heart the heart
 * @param surroundings the tissue around it
 * @param contrast the brightness of tissues
 * @param acquisition the acquisition parameters
 */
record PhantomPatient(
    String name,
    RandomKey key,
    Heart heart,
    Surroundings surroundings,
    Contrast contrast,
    Acquisition acquisition)
    implements DrawnPatient {

  static PhantomPatient draw(String name, RandomKey key, PhantomDifficulty difficulty) {
    Heart heart = Heart.draw(new Draw(key.child("heart")), difficulty);
    return new PhantomPatient(
        name,
        key,
        heart,
        Surroundings.draw(new Draw(key.child("surroundings")), difficulty, heart),
        Contrast.draw(new Draw(key.child("contrast")), difficulty),
        Acquisition.draw(new Draw(key.child("acquisition")), difficulty));
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
    return new PhantomScanner(this).scan();
  }
}

package dev.icl.data.phantom;

import dev.icl.core.error.UserException;
import dev.icl.core.random.RandomKey;
import dev.icl.data.model.Fingerprint;
import java.util.List;

/**
 * Made-up abdominal volumes that need no download: liver, kidneys and a thin artery, in one or two
 * channels. Every patient is a function of the seed and the patient's number, so a larger phantom
 * starts with the patients of a smaller one; scans are made when first asked for and kept.
 */
public final class Phantom3dDataset extends DrawnDataset {
  private static final List<String> CLASSES = List.of("background", "liver", "kidney", "artery");
  private static final List<String> CHANNELS = List.of("t1", "t2");

  /**
   * A phantom.
   *
   * @param settings the number of patients, the seed, and the scans' size and channels
   * @param labelDraw the choice of labelled patients: 0 for the first ones
   * @param rank the number of axes of the training samples: 2 for slices, 3 for whole scans
   * @throws UserException if there is no training or no validation patient
   */
  public Phantom3dDataset(Phantom3dSettings settings, int labelDraw, int rank) {
    super(
        new Kind(Phantom3dProvider.NAME, CLASSES, channels(settings)),
        cohort(settings),
        labelDraw,
        rank);
  }

  /** Names of the channels. */
  static List<String> channels(Phantom3dSettings settings) {
    return CHANNELS.subList(0, settings.phantomChannels());
  }

  private static Cohort cohort(Phantom3dSettings settings) {
    RandomKey key = RandomKey.of(settings.phantom().phantomSeed()).child("volumes");
    return settings
        .phantom()
        .cohort(
            (name, part, i) -> AbdomenPatient.draw(name, key.child(part).child(i), settings),
            Fingerprint.of(
                "volumes %d %d %d %s %d"
                    .formatted(
                        settings.phantom().phantomSeed(),
                        settings.phantom().phantomPatients(),
                        settings.phantom().phantomValidation(),
                        settings.phantomSize(),
                        settings.phantomChannels())));
  }
}

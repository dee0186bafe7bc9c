package dev.icl.data.phantom;

import dev.icl.core.error.UserException;
import dev.icl.core.random.RandomKey;
import dev.icl.data.model.DataProvenance;
import dev.icl.data.model.Dataset;
import dev.icl.data.model.Fingerprint;
import dev.icl.data.print.KnownScan;
import dev.icl.data.print.ScanPrint;
import dev.icl.data.sample.Sample;
import dev.icl.data.sample.SampleId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * Made-up short-axis cardiac scans that need no download, with the classes of ACDC. Every patient
 * is a function of the seed and the patient's number, so a larger phantom starts with the patients
 * of a smaller one; scans are made when first asked for and kept.
 */
public final class PhantomDataset implements Dataset {
  private static final List<String> CLASSES = List.of("background", "RV", "Myo", "LV");

  private final int labelDraw;
  private final String fingerprint;
  private final List<PhantomPatient> training;
  private final List<PhantomPatient> validation;
  private final int rank;
  private final List<SampleId> samples;
  private final List<Place> places;
  private final ConcurrentHashMap<String, List<Sample>> trainingScans = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, Sample> validationScans = new ConcurrentHashMap<>();

  /** A sample among those of its patient. */
  private record Place(PhantomPatient patient, int number) {}

  /**
   * A phantom to train on slices of.
   *
   * @param settings the number of patients, and the seed
   * @param labelDraw which patients are labelled: 0 for the first ones
   * @param difficulty the variation of patients and the quality of scans
   * @throws UserException if there is no training or no validation patient
   */
  public PhantomDataset(PhantomSettings settings, int labelDraw, PhantomDifficulty difficulty) {
    this(settings, labelDraw, difficulty, 2);
  }

  /**
   * A phantom.
   *
   * @param settings the number of patients, and the seed
   * @param labelDraw which patients are labelled: 0 for the first ones
   * @param difficulty the variation of patients and the quality of scans
   * @param rank the number of axes of the training samples: 2 for slices, 3 for whole scans
   * @throws UserException if there is no training or no validation patient
   */
  public PhantomDataset(
      PhantomSettings settings, int labelDraw, PhantomDifficulty difficulty, int rank) {
    this.rank = rank;
    requirePatients("data.phantom_patients", settings.phantomPatients());
    requirePatients("data.phantom_validation", settings.phantomValidation());
    this.labelDraw = labelDraw;
    RandomKey key = RandomKey.of(settings.phantomSeed());
    training = draw("phantom", settings.phantomPatients(), key.child("patient"), difficulty);
    validation =
        draw("validation", settings.phantomValidation(), key.child("validation"), difficulty);
    samples = new ArrayList<>();
    places = new ArrayList<>();
    for (PhantomPatient patient : training) {
      int count = rank == 2 ? patient.acquisition().slices() : 1;
      for (int i = 0; i < count; i++) {
        samples.add(id(patient.name(), i));
        places.add(new Place(patient, i));
      }
    }
    fingerprint =
        Fingerprint.of(
            settings.phantomSeed()
                + " "
                + training.size()
                + " "
                + validation.size()
                + " "
                + difficulty);
  }

  private static void requirePatients(String key, int count) {
    if (count < 1) {
      throw new UserException(key + " is " + count + ": set it to 1 or more.");
    }
  }

  private static List<PhantomPatient> draw(
      String prefix, int count, RandomKey key, PhantomDifficulty difficulty) {
    return IntStream.range(0, count)
        .mapToObj(
            i -> PhantomPatient.draw(numbered(prefix, "%03d", i + 1), key.child(i), difficulty))
        .toList();
  }

  @Override
  public List<String> classNames() {
    return CLASSES;
  }

  @Override
  public int labelDraw() {
    return labelDraw;
  }

  @Override
  public List<SampleId> trainingSamples() {
    return List.copyOf(samples);
  }

  @Override
  public Sample trainingSample(int index) {
    Place place = places.get(index);
    return scan(place.patient()).get(place.number());
  }

  private List<Sample> scan(PhantomPatient patient) {
    return trainingScans.computeIfAbsent(patient.name(), name -> samples(patient.scan()));
  }

  private List<Sample> samples(Sample scan) {
    return rank == 2
        ? IntStream.range(0, scan.size(0))
            .mapToObj(i -> scan.slice(i).withId(id(scan.patient(), i)))
            .toList()
        : List.of(scan);
  }

  private SampleId id(String patient, int number) {
    String name = rank == 2 ? numbered(patient + "_slice_", "%02d", number + 1) : patient;
    return new SampleId(name, patient);
  }

  /** The same in every language setting, since names are part of what a result is made from. */
  private static String numbered(String prefix, String digits, int number) {
    return prefix + String.format(Locale.ROOT, digits, number);
  }

  @Override
  public List<String> validationCases() {
    return validation.stream().map(PhantomPatient::name).toList();
  }

  @Override
  public Sample validationScan(int index) {
    PhantomPatient patient = validation.get(index);
    return validationScans.computeIfAbsent(patient.name(), name -> patient.scan());
  }

  @Override
  public List<KnownScan> trainingPrints() {
    return training.stream()
        .map(
            patient ->
                known(
                    patient,
                    ScanPrint.ofSlices(
                        scan(patient).stream()
                            .map(s -> ScanPrint.of(s.image(), s.rank() == 2 ? 1 : s.size(0)))
                            .toList())))
        .toList();
  }

  @Override
  public List<KnownScan> validationPrints() {
    return IntStream.range(0, validation.size())
        .mapToObj(
            i -> {
              Sample volume = validationScan(i);
              return known(validation.get(i), ScanPrint.of(volume.image(), volume.size(0)));
            })
        .toList();
  }

  private static KnownScan known(PhantomPatient patient, ScanPrint print) {
    return new KnownScan(patient.name(), patient.name(), print);
  }

  @Override
  public DataProvenance provenance() {
    return new DataProvenance(
        PhantomProvider.NAME, "", training.size(), samples.size(), validation.size(), fingerprint);
  }
}

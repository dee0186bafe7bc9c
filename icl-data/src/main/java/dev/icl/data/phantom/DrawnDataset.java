package dev.icl.data.phantom;

import dev.icl.core.error.UserException;
import dev.icl.data.model.DataProvenance;
import dev.icl.data.model.Dataset;
import dev.icl.data.print.KnownScan;
import dev.icl.data.print.ScanPrint;
import dev.icl.data.sample.Sample;
import dev.icl.data.sample.SampleId;
import dev.icl.data.sample.Spacing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** A dataset of made-up patients. Scans are made when first asked for and kept. */
class DrawnDataset implements Dataset {
  private final Kind kind;
  private final int labelDraw;
  private final int rank;
  private final Cohort cohort;
  private final List<SampleId> samples = new ArrayList<>();
  private final List<Place> places = new ArrayList<>();
  private final ConcurrentHashMap<String, List<Sample>> trainingScans = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, Sample> validationScans = new ConcurrentHashMap<>();

  /**
   * The kind of a dataset.
   *
   * @param name of the dataset
   * @param classes their names, the background first
   * @param channels their names
   */
  record Kind(String name, List<String> classes, List<String> channels) {}

  /**
   * The patients.
   *
   * @param training to train on
   * @param validation to validate on
   * @param fingerprint of all that decides their scans
   */
  record Cohort(
      List<? extends DrawnPatient> training,
      List<? extends DrawnPatient> validation,
      String fingerprint) {}

  /** A sample among those of its patient. */
  private record Place(DrawnPatient patient, int number) {}

  /**
   * @param kind the name, the classes and the channels
   * @param cohort the patients
   * @param labelDraw the choice of labelled patients: 0 for the first ones
   * @param rank the number of axes of the training samples: 2 for slices, 3 for whole scans
   */
  DrawnDataset(Kind kind, Cohort cohort, int labelDraw, int rank) {
    this.kind = kind;
    this.cohort = cohort;
    this.labelDraw = labelDraw;
    this.rank = rank;
    for (DrawnPatient patient : cohort.training()) {
      boolean cut = isCut(patient.spacing().millimetres().size());
      int count = cut ? patient.slices() : 1;
      for (int i = 0; i < count; i++) {
        samples.add(id(patient.name(), cut, i));
        places.add(new Place(patient, i));
      }
    }
  }

  /**
   * Patients of one part of a dataset.
   *
   * @param key that says how many, for error messages
   * @param count the number of them
   * @param patient draws the one of a number, from 0
   * @throws UserException if there are none
   */
  static <P> List<P> patients(String key, int count, IntFunction<P> patient) {
    if (count < 1) {
      throw new UserException(key + " is " + count + ": set it to 1 or more.");
    }
    return IntStream.range(0, count).mapToObj(patient).toList();
  }

  /** The same in every language setting, since names are part of what a result is made from. */
  static String numbered(String prefix, String digits, int number) {
    return prefix + String.format(Locale.ROOT, digits, number);
  }

  @Override
  public final List<String> classNames() {
    return kind.classes();
  }

  @Override
  public final List<String> channelNames() {
    return kind.channels();
  }

  @Override
  public final int labelDraw() {
    return labelDraw;
  }

  @Override
  public final List<SampleId> trainingSamples() {
    return List.copyOf(samples);
  }

  @Override
  public final Sample trainingSample(int index) {
    Place place = places.get(index);
    return scan(place.patient()).get(place.number());
  }

  private List<Sample> scan(DrawnPatient patient) {
    return trainingScans.computeIfAbsent(patient.name(), name -> samples(patient.scan()));
  }

  /** Whether scans of so many axes are trained on place by place of the first. */
  private boolean isCut(int axes) {
    return axes > rank;
  }

  private List<Sample> samples(Sample scan) {
    return isCut(scan.rank())
        ? IntStream.range(0, scan.size(0))
            .mapToObj(i -> scan.slice(i).withId(id(scan.patient(), true, i)))
            .toList()
        : List.of(scan);
  }

  private static SampleId id(String patient, boolean slice, int number) {
    String name = slice ? numbered(patient + "_slice_", "%02d", number + 1) : patient;
    return new SampleId(name, patient);
  }

  @Override
  public final Optional<Spacing> spacing() {
    return Spacing.median(cohort.training().stream().map(DrawnPatient::spacing).toList())
        .map(Spacing::millimetres)
        .map(all -> new Spacing(all.subList(all.size() - rank, all.size())));
  }

  @Override
  public final List<String> validationCases() {
    return cohort.validation().stream().map(DrawnPatient::name).toList();
  }

  @Override
  public final Sample validationScan(int index) {
    DrawnPatient patient = cohort.validation().get(index);
    return validationScans.computeIfAbsent(patient.name(), name -> patient.scan());
  }

  @Override
  public final List<KnownScan> trainingPrints() {
    return cohort.training().stream()
        .map(
            patient ->
                known(
                    patient,
                    ScanPrint.ofSlices(scan(patient).stream().map(DrawnDataset::print).toList())))
        .toList();
  }

  @Override
  public final List<KnownScan> validationPrints() {
    return IntStream.range(0, cohort.validation().size())
        .mapToObj(i -> known(cohort.validation().get(i), print(validationScan(i))))
        .toList();
  }

  /** The print of a scan or a slice, channel by channel. */
  private static ScanPrint print(Sample sample) {
    int last = sample.rank() - 1;
    int slice = sample.size(last - 1) * sample.size(last);
    return ScanPrint.of(sample.image(), sample.image().length / slice);
  }

  private static KnownScan known(DrawnPatient patient, ScanPrint print) {
    return new KnownScan(patient.name(), patient.name(), print);
  }

  @Override
  public final DataProvenance provenance() {
    return new DataProvenance(
        kind.name(),
        "",
        cohort.training().size(),
        samples.size(),
        cohort.validation().size(),
        cohort.fingerprint());
  }
}

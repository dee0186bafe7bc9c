package dev.icl.data.volume;

import dev.icl.core.error.UserException;
import dev.icl.core.text.Counts;
import dev.icl.data.catalog.CaseReader;
import dev.icl.data.catalog.Catalog;
import dev.icl.data.catalog.ScanCase;
import dev.icl.data.catalog.Subset;
import dev.icl.data.model.DataProvenance;
import dev.icl.data.model.Dataset;
import dev.icl.data.model.Fingerprint;
import dev.icl.data.model.FirstPass;
import dev.icl.data.model.LabeledSplit;
import dev.icl.data.print.KnownScan;
import dev.icl.data.print.ScanPrint;
import dev.icl.data.sample.Sample;
import dev.icl.data.sample.SampleId;
import dev.icl.data.sample.SampleSource;
import dev.icl.data.sample.Spacing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Any dataset of scans in files, trained on slice by slice or on whole scans: the samples of the
 * labelled scans first, then those of the unlabelled ones, each in the order of the catalog. Label
 * maps of unlabelled scans are not read.
 *
 * <p>How many samples there are is known once every training scan has been read. Decoded samples
 * are kept in memory up to a number of bytes. The others are in a file from which images read what
 * they show; without one, a scan with a sample that is not kept is read again whole.
 */
public final class VolumeDataset implements Dataset {
  private static final List<String> NOT_KEPT =
      List.of(
          "does not fit into data.memory_mb beside the others, so that it is decoded again for its"
              + " images: name a folder with data.cache, or raise data.memory_mb");

  private final Catalog catalog;
  private final CaseReader reader;
  private final List<ScanCase> training;
  private final int labeledScans;
  private final int rank;
  private final KeptSamples kept;
  private final List<Object> locks;
  private Optional<Index> index = Optional.empty();
  private volatile Optional<List<KnownScan>> validationPrints = Optional.empty();

  /**
   * The position of each training sample.
   *
   * @param samples all of them
   * @param scan the training scan that each is in
   * @param first place of the first sample of each scan, and of the one behind the last
   * @param prints of the scans
   * @param spacing of the samples, the median of the scans whose files say
   */
  private record Index(
      List<SampleId> samples,
      int[] scan,
      int[] first,
      List<KnownScan> prints,
      Optional<Spacing> spacing) {}

  /** A dataset that is trained on slices and keeps them up to a quarter of the JVM's heap. */
  public VolumeDataset(Catalog catalog) {
    this(catalog, new CaseReader(catalog.rules()), Runtime.getRuntime().maxMemory() / 4, 2);
  }

  /**
   * A dataset with a reader of its own.
   *
   * @param catalog the scans and their subsets
   * @param reader of its scans
   * @param cacheBytes most bytes of samples to keep
   * @param rank the number of axes of the training samples: 2 for slices, 3 for whole scans
   */
  public VolumeDataset(Catalog catalog, CaseReader reader, long cacheBytes, int rank) {
    this(catalog, reader, cacheBytes, Optional.empty(), rank);
  }

  /**
   * A dataset that has a file for the samples that do not fit into memory.
   *
   * @param catalog the scans and their subsets
   * @param reader of its scans
   * @param cacheBytes most bytes of samples to keep in memory
   * @param file takes the others
   * @param rank the number of axes of the training samples: 2 for slices, 3 for whole scans
   */
  public VolumeDataset(
      Catalog catalog, CaseReader reader, long cacheBytes, Optional<SampleFile> file, int rank) {
    this.rank = rank;
    this.catalog = catalog;
    this.reader = reader;
    List<ScanCase> labeled = catalog.of(Subset.LABELED);
    this.training = new ArrayList<>(labeled);
    this.training.addAll(catalog.of(Subset.UNLABELED));
    this.labeledScans = labeled.size();
    this.kept = new KeptSamples(cacheBytes, file);
    this.locks = IntStream.range(0, training.size()).mapToObj(i -> new Object()).toList();
  }

  @Override
  public List<String> classNames() {
    return catalog.rules().classNames();
  }

  @Override
  public List<String> channelNames() {
    return catalog.rules().channels();
  }

  @Override
  public List<Integer> classOfStoredLabel() {
    return catalog.rules().labels().classOf();
  }

  @Override
  public List<SampleId> trainingSamples() {
    return index(FirstPass.SILENT).samples();
  }

  @Override
  public Optional<Spacing> spacing() {
    return index(FirstPass.SILENT).spacing();
  }

  @Override
  public void readAll(FirstPass progress) {
    List<ScanCase> validation = catalog.of(Subset.VALIDATION);
    int total = training.size() + validation.size();
    index(
        new FirstPass() {
          @Override
          public void read(int done, int trainingScans) {
            progress.read(done, total);
          }

          @Override
          public void noted(List<String> notes, String name) {
            progress.noted(notes, name);
          }
        });
    List<KnownScan> prints = new ArrayList<>();
    for (int i = 0; i < validation.size(); i++) {
      CaseReader.Known known = reader.known(validation.get(i), true);
      progress.noted(known.notes(), validation.get(i).name());
      prints.add(known(validation.get(i), known.print()));
      progress.read(training.size() + i + 1, total);
    }
    validationPrints = Optional.of(List.copyOf(prints));
  }

  private static KnownScan known(ScanCase scan, ScanPrint print) {
    return new KnownScan(scan.name(), scan.patient(), print);
  }

  private synchronized Index index(FirstPass progress) {
    if (index.isEmpty()) {
      List<SampleId> samples = new ArrayList<>();
      List<Integer> scans = new ArrayList<>();
      List<KnownScan> prints = new ArrayList<>();
      List<Spacing> spacings = new ArrayList<>();
      int[] first = new int[training.size() + 1];
      for (int scan = 0; scan < training.size(); scan++) {
        CaseReader.Known known = reader.known(training.get(scan), scan < labeledScans);
        progress.noted(known.notes(), training.get(scan).name());
        prints.add(known(training.get(scan), known.print()));
        boolean all = true;
        for (int s = 0; s < samples(known.sample()); s++) {
          Sample sample = sample(known.sample(), s);
          all &= kept.keep(samples.size(), sample);
          if (s == 0) {
            sample.spacing().ifPresent(spacings::add);
          }
          samples.add(sample.id());
          scans.add(scan);
        }
        if (!all) {
          progress.noted(NOT_KEPT, training.get(scan).name());
        }
        first[scan + 1] = samples.size();
        progress.read(scan + 1, training.size());
      }
      int[] scanOf = scans.stream().mapToInt(i -> i).toArray();
      index =
          Optional.of(
              new Index(
                  List.copyOf(samples),
                  scanOf,
                  first,
                  List.copyOf(prints),
                  Spacing.median(spacings)));
    }
    return index.get();
  }

  /** The number of training samples that a scan gives. */
  private int samples(Sample scan) {
    return scan.rank() > rank ? scan.size(0) : 1;
  }

  private Sample sample(Sample scan, int place) {
    if (scan.rank() == rank) {
      return scan;
    }
    String name = scan.name() + String.format(Locale.ROOT, "_slice_%03d", place + 1);
    return scan.slice(place).withId(new SampleId(name, scan.patient()));
  }

  @Override
  public Sample trainingSample(int place) {
    Index at = index(FirstPass.SILENT);
    Optional<Sample> known = kept.sample(place);
    return known.isPresent() ? known.get() : read(at, place);
  }

  @Override
  public SampleSource trainingSource(int place) {
    Index at = index(FirstPass.SILENT);
    Optional<SampleSource> known = kept.source(place);
    return known.isPresent() ? known.get() : SampleSource.of(read(at, place));
  }

  private Sample read(Index at, int place) {
    int scan = at.scan()[place];
    // Other threads that want a sample of this scan wait rather than read it a second time.
    synchronized (locks.get(scan)) {
      Optional<Sample> known = kept.inMemory(place);
      if (known.isPresent()) {
        return known.get();
      }
      Sample whole = reader.sample(training.get(scan), scan < labeledScans);
      int from = at.first()[scan];
      int count = at.first()[scan + 1] - from;
      if (samples(whole) != count) {
        throw new UserException(
            "%s had %s when it was first read and has %d now: leave scans as they are while training."
                .formatted(
                    training.get(scan).images().get(0), Counts.of(count, "slice"), samples(whole)));
      }
      for (int s = 0; s < count; s++) {
        if (from + s != place) {
          kept.remember(from + s, sample(whole, s));
        }
      }
      Sample wanted = sample(whole, place - from);
      kept.remember(place, wanted);
      return wanted;
    }
  }

  @Override
  public LabeledSplit labeledSplit(int patients) {
    Index at = index(FirstPass.SILENT);
    int labeled = at.first()[labeledScans];
    return new LabeledSplit(
        IntStream.range(0, labeled).boxed().toList(),
        IntStream.range(labeled, at.samples().size()).boxed().toList());
  }

  @Override
  public List<String> validationCases() {
    return names(Subset.VALIDATION);
  }

  @Override
  public List<String> testPatients() {
    return catalog.of(Subset.TEST).stream().map(ScanCase::patient).toList();
  }

  @Override
  public List<String> validationPatients() {
    return catalog.of(Subset.VALIDATION).stream().map(ScanCase::patient).toList();
  }

  @Override
  public Sample validationScan(int place) {
    return reader.sample(catalog.of(Subset.VALIDATION).get(place), true);
  }

  @Override
  public List<String> testCases() {
    return names(Subset.TEST);
  }

  @Override
  public Sample testScan(int place) {
    return reader.sample(catalog.of(Subset.TEST).get(place), true);
  }

  @Override
  public List<KnownScan> trainingPrints() {
    return index(FirstPass.SILENT).prints();
  }

  @Override
  public List<KnownScan> validationPrints() {
    return validationPrints.orElseGet(() -> prints(Subset.VALIDATION));
  }

  @Override
  public List<KnownScan> testPrints() {
    return prints(Subset.TEST);
  }

  @Override
  public List<Long> validationBytes() {
    return catalog.bytes(Subset.VALIDATION);
  }

  @Override
  public List<Long> testBytes() {
    return catalog.bytes(Subset.TEST);
  }

  private List<KnownScan> prints(Subset part) {
    return catalog.of(part).stream().map(scan -> known(scan, reader.print(scan))).toList();
  }

  private List<String> names(Subset part) {
    return catalog.of(part).stream().map(ScanCase::name).toList();
  }

  @Override
  public DataProvenance provenance() {
    return new DataProvenance(
        catalog.dataset(),
        catalog.root().toString(),
        (int) training.stream().map(ScanCase::patient).distinct().count(),
        trainingSamples().size(),
        catalog.of(Subset.VALIDATION).size(),
        Fingerprint.of(CatalogContent.of(catalog, reader, false)));
  }

  @Override
  public String fingerprintWithTests() {
    return Fingerprint.of(CatalogContent.of(catalog, reader, true));
  }
}

package dev.icl.data.settings;

import dev.icl.core.settings.Checked;
import dev.icl.core.settings.Doc;
import dev.icl.core.settings.Max;
import dev.icl.core.settings.Min;
import dev.icl.core.settings.OwnSettings;
import dev.icl.core.settings.Provider;
import dev.icl.core.settings.Rules;
import dev.icl.data.preprocess.PreprocessConfig;
import dev.icl.data.scan.ChannelAxis;
import dev.icl.data.scan.SliceAxis;

/**
 * The section {@code data} of a configuration: where scans come from and how they are used.
 *
 * @param name of the dataset
 * @param root the dataset's folder; empty for a dataset without files
 * @param split a file that lists what each scan is for; empty for the dataset's own lists or, where
 *     it has none, a seeded split
 * @param labeled how many training patients keep their labels, unless the split lists them
 * @param labelDraw which of them: 0 for the first of the list, n for the n-th drawing among the
 *     training patients
 * @param validationPatients how many labelled patients a seeded split validates on; 0 for a fifth
 * @param testPatients how many labelled patients a seeded split keeps for tests
 * @param splitSeed decides a seeded split, apart from the run's seed
 * @param folds parts of a cross-validation; 0 for none
 * @param fold the part that is validated on, from 0
 * @param patientPattern a regular expression whose first group is the patient in a case's name;
 *     empty for the dataset's own rule
 * @param sliceAxis along which axis of their files volumes are cut into slices
 * @param channelAxis the axis of an HDF5 file's array that counts channels
 * @param preprocess what scans go through before they are cut into slices
 * @param cache a folder that preprocessed scans are kept in from run to run; empty for none
 * @param cacheMb most mebibytes of that folder
 * @param memoryMb most mebibytes of decoded slices or scans kept in memory; 0 for a quarter of the
 *     heap
 * @param augment names of the augmentations of training images joined by {@code +}; {@code true}
 *     and {@code false} are other words for {@code authors} and {@code none}
 * @param foregroundShare probability that a patch of a labelled volume is centred on a voxel of a
 *     foreground class
 * @param workers threads that prepare batches
 * @param own the settings that this dataset alone has
 */
public record DataConfig(
    @Doc("the dataset; [data.md](data.md) tells what each needs") String name,
    @Doc(value = "where the dataset is; relative to the working directory", range = "a folder")
        String root,
    @Doc(
            value =
                "what each scan is for; without it the dataset's own lists or, where it has none, a"
                    + " split drawn with `data.split_seed`; relative to the working directory",
            range = "a file in YAML or JSON")
        String split,
    @Doc(
            "training patients that keep their labels: from the start of the list, or drawn; not used"
                + " where `data.split` or a `dataset.json` lists the labelled scans")
        @Min(1)
        int labeled,
    @Doc(
            "which training patients keep their labels: 0, as published, those above; n, the n-th"
                + " drawing among the training patients, validation and test unchanged"
                + " ([data.md](data.md#which-patients-are-labelled))")
        @Min(0)
        int labelDraw,
    @Doc(
            "validation patients of a drawn split; 0 for a fifth of the patients with label maps, or"
                + " as many as the labelled ones leave")
        @Min(0)
        @Max(1_000_000)
        int validationPatients,
    @Doc("test patients of a drawn split") @Min(0) @Max(1_000_000) int testPatients,
    @Doc("decides a drawn split, and the parts of a cross-validation, apart from `seed`")
        long splitSeed,
    @Doc(
            "parts of a cross-validation, into which the labelled and the validation patients are"
                + " divided; 0 for none ([data.md](data.md#cross-validation))")
        @Min(0)
        @Max(1000)
        int folds,
    @Doc("the part, from 0, that a training of a cross-validation validates on") @Min(0) @Max(999)
        int fold,
    @Doc(
            value =
                "the first group is the patient in a case's name; empty for the dataset's own rule",
            range = "a regular expression with a group")
        String patientPattern,
    @Doc(
            "the axis of the files along which volumes are cut into slices; `auto` for the dataset's"
                + " own")
        SliceAxis sliceAxis,
    @Doc(
            "the axis of the images in HDF5 files that counts channels, where there are several;"
                + " `auto` for the first or the last, whichever has that size")
        ChannelAxis channelAxis,
    PreprocessConfig preprocess,
    @Doc(
            value = "where preprocessed scans are kept from run to run; empty: nowhere",
            range = "a folder")
        String cache,
    @Doc("most MiB of that folder; the files not used for the longest go first") @Min(1)
        int cacheMb,
    @Doc("most MiB of decoded slices or scans kept in memory; 0 for a quarter of the JVM's heap")
        @Min(0)
        int memoryMb,
    @Doc(
            value =
                "what is done to training images; several are joined by `+`, as in"
                    + " `authors+intensity`; `true` and `false` are `authors` and `none`",
            range =
                "`authors`, `brats`, `la`, `amos`, `rotation`, `scaling`, `elastic`, `intensity`,"
                    + " `low-resolution`, `gamma`, `mirroring`, `nnunet`, `none`")
        String augment,
    @Doc(
            "how many of the patches of labelled volumes are centred on a voxel of a foreground class,"
                + " all classes alike; the others are anywhere. 0 for slices")
        @Min(0)
        @Max(1)
        double foregroundShare,
    @Doc("threads that prepare batches") @Min(1) @Max(1024) int workers,
    OwnSettings own)
    implements Checked {

  /** Keeps one word for each augmentation. */
  public DataConfig {
    augment = augment.equals("true") ? "authors" : augment.equals("false") ? "none" : augment;
  }

  /** A dataset where nothing else is given: three patients labelled. */
  public static DataConfig of(Provider<?> dataset) {
    return new DataConfig(
        dataset.name(),
        "",
        "",
        3,
        0,
        0,
        0,
        2023,
        0,
        0,
        "",
        SliceAxis.AUTO,
        ChannelAxis.AUTO,
        PreprocessConfig.defaults(),
        "",
        16384,
        0,
        "authors",
        0,
        1,
        OwnSettings.defaultsOf(dataset));
  }

  /** Most bytes of decoded slices or scans to keep in memory. */
  public long memoryBytes() {
    return memoryMb == 0 ? Runtime.getRuntime().maxMemory() / 4 : (long) memoryMb << 20;
  }

  /** Most bytes of the folder of preprocessed scans. */
  public long cacheBytes() {
    return (long) cacheMb << 20;
  }

  @Override
  public void check(Rules rules) {
    rules.must(folds != 1, "folds", "be 0, or at least 2", folds);
    rules.must(
        folds == 0 || fold < folds || rules.unread("folds"),
        "fold",
        "be below data.folds, which is " + folds,
        fold);
  }
}

package dev.icl.data;

import dev.icl.core.config.DataConfig;
import dev.icl.core.config.PreprocessConfig;
import dev.icl.core.config.SliceAxis;
import java.util.List;

/** Configurations of data for tests. */
public record Configs(
    String name,
    String root,
    String split,
    int labeled,
    int validation,
    int test,
    List<String> classes,
    String patientPattern,
    SliceAxis axis) {
  /** One labelled patient, everything else as it comes. */
  public static DataConfig of(String name, String root) {
    return at(name, root).config();
  }

  /** The same, to be changed. */
  public static Configs at(String name, String root) {
    return new Configs(name, root, "", 1, 0, 0, List.of(), "", SliceAxis.AUTO);
  }

  /** With a split file. */
  public Configs withSplit(String file) {
    return new Configs(name, root, file, labeled, validation, test, classes, patientPattern, axis);
  }

  /** With numbers of patients. */
  public Configs withPatients(int newLabeled, int newValidation, int newTest) {
    return new Configs(
        name, root, split, newLabeled, newValidation, newTest, classes, patientPattern, axis);
  }

  /** With class names. */
  public Configs withClasses(String... names) {
    return new Configs(
        name, root, split, labeled, validation, test, List.of(names), patientPattern, axis);
  }

  /** With another rule of patients. */
  public Configs withPattern(String pattern) {
    return new Configs(name, root, split, labeled, validation, test, classes, pattern, axis);
  }

  /** Cut along another axis. */
  public Configs along(SliceAxis other) {
    return new Configs(
        name, root, split, labeled, validation, test, classes, patientPattern, other);
  }

  /** The configuration. */
  public DataConfig config() {
    return config(PreprocessConfig.defaults(), "");
  }

  /** With preprocessing and a folder that its results are kept in. */
  public DataConfig config(PreprocessConfig preprocess, String cache) {
    return new DataConfig(
        name,
        root,
        split,
        labeled,
        0,
        validation,
        test,
        2023,
        classes,
        patientPattern,
        axis,
        preprocess,
        cache,
        16384,
        0,
        "authors",
        1,
        1,
        1,
        1);
  }

  /** Of a phantom. */
  public static DataConfig phantom(int patients, int validation, long seed) {
    return new DataConfig(
        "phantom",
        "",
        "",
        3,
        0,
        0,
        0,
        2023,
        List.of(),
        "",
        SliceAxis.AUTO,
        PreprocessConfig.defaults(),
        "",
        16384,
        0,
        "authors",
        1,
        patients,
        validation,
        seed);
  }

  /** The same with another drawing of labelled patients. */
  public static DataConfig drawn(DataConfig c, int draw) {
    return new DataConfig(
        c.name(),
        c.root(),
        c.split(),
        c.labeled(),
        draw,
        c.validationPatients(),
        c.testPatients(),
        c.splitSeed(),
        c.classes(),
        c.patientPattern(),
        c.sliceAxis(),
        c.preprocess(),
        c.cache(),
        c.cacheMb(),
        c.memoryMb(),
        c.augment(),
        c.workers(),
        c.phantomPatients(),
        c.phantomValidation(),
        c.phantomSeed());
  }
}

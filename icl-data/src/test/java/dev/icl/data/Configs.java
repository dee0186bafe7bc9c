package dev.icl.data;

import dev.icl.core.settings.NoSettings;
import dev.icl.core.settings.OwnSettings;
import dev.icl.core.settings.Records;
import dev.icl.data.layout.BratsSettings;
import dev.icl.data.layout.FolderSettings;
import dev.icl.data.phantom.PhantomSettings;
import dev.icl.data.preprocess.PreprocessConfig;
import dev.icl.data.scan.ChannelAxis;
import dev.icl.data.scan.SliceAxis;
import dev.icl.data.settings.DataConfig;
import java.util.List;
import java.util.Map;

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
        0,
        0,
        patientPattern,
        axis,
        ChannelAxis.AUTO,
        preprocess,
        cache,
        16384,
        0,
        "authors",
        0,
        1,
        new OwnSettings(own(), Map.of()));
  }

  private Record own() {
    return switch (name) {
      case "folder" -> new FolderSettings(classes, List.of());
      case "brats19" -> BratsSettings.defaults();
      case "phantom" -> new PhantomSettings(1, 1, 1);
      default -> new NoSettings();
    };
  }

  /** The same with another drawing of labelled patients. */
  public static DataConfig drawn(DataConfig config, int draw) {
    return Records.with(config, Map.of("label_draw", draw));
  }
}

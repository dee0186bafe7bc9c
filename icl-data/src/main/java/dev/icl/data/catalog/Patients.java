package dev.icl.data.catalog;

import dev.icl.core.error.UserException;
import dev.icl.data.settings.DataConfig;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * The patient of a case, told by its file or derived from its name: the first group of a regular
 * expression that is found in it, or else the whole name.
 */
public final class Patients {
  /**
   * BraTS: up to 2019 the last number of a name counts examinations, {@code BraTS19_2013_10_1};
   * from 2023 on it counts time points, {@code BraTS-GLI-00000-000}. Names of 2020 and 2021, {@code
   * BraTS2021_00000}, end in the number of the patient.
   */
  private static final String BRATS =
      "(?i:brats1[0-9]_.+)(?=_[0-9]+$)|(?i:brats-[a-z]+-[0-9]+)(?=-[0-9]+$)";

  /** The rule of BraTS alone. */
  public static final String EXAMINATIONS = "^(" + BRATS + ")";

  /**
   * Names that end in the number of a frame or a slice, subjects in the manner of BIDS, {@code
   * sub-01_ses-2}, and those of BraTS.
   */
  public static final String FRAMES =
      "^(" + BRATS + "|sub-[A-Za-z0-9]+(?=_)|.+?(?=(?:_(?:frame|slice)_?[0-9]+)+$))";

  private final Pattern pattern;
  private final boolean asked;

  private Patients(Pattern pattern, boolean asked) {
    this.pattern = pattern;
    this.asked = asked;
  }

  /**
   * The rule of a configuration.
   *
   * @param usual the dataset's own, for a configuration that names none
   * @throws UserException if {@code data.patient_pattern} is no regular expression with a group
   */
  public static Patients of(DataConfig config, String usual) {
    return of(config.patientPattern(), usual);
  }

  /**
   * The rule of a pattern.
   *
   * @param asked a regular expression; empty for the usual one
   * @param usual the dataset's own
   * @throws UserException if it is no regular expression with a group
   */
  public static Patients of(String asked, String usual) {
    try {
      Pattern pattern = Pattern.compile(asked.isEmpty() ? usual : asked);
      if (pattern.matcher("").groupCount() > 0) {
        return new Patients(pattern, !asked.isEmpty());
      }
    } catch (PatternSyntaxException e) {
      throw refused(asked, e);
    }
    throw refused(asked, null);
  }

  private static UserException refused(String asked, @Nullable PatternSyntaxException e) {
    return new UserException(
        "data.patient_pattern is '"
            + asked
            + "': give a regular expression whose first group is the patient, such as ^([^_]+)_.",
        e);
  }

  /**
   * The patient of a case: the one that its file tells, unless a pattern was asked for.
   *
   * @param name of the case
   * @param file asked for the patient that it tells, if any
   */
  public String of(String name, Supplier<Optional<String>> file) {
    return asked ? of(name) : file.get().orElseGet(() -> of(name));
  }

  /** The patient of a case, by its name alone. */
  public String of(String name) {
    Matcher matcher = pattern.matcher(name);
    return matcher.find() && matcher.group(1) != null ? matcher.group(1) : name;
  }
}

package dev.icl.app.config;

import dev.icl.core.error.UserException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A key and its value from the command line. A text, such as the path of a folder, is taken as it
 * is, whatever characters it contains; quotes around the whole of it are YAML's. Every other value
 * is YAML.
 *
 * @param option what the user typed, for error messages
 * @param path of the key
 * @param value as it was typed
 */
record Setting(String option, List<String> path, String value) {
  /**
   * @throws UserException if it has no {@code =}, or no key before it
   */
  static Setting of(String written) {
    int equals = written.indexOf('=');
    String path = equals < 0 ? written : written.substring(0, equals).strip();
    if (equals < 0 || !path.matches("[^.\\s]+(\\.[^.\\s]+)*")) {
      throw new UserException(
          "--set " + written + ": write it as key=value, such as --set train.iterations=1000.");
    }
    return new Setting(
        "--set " + written, List.of(path.split("\\.")), written.substring(equals + 1));
  }

  /**
   * The value as a node.
   *
   * @param isText whether the key of a path holds a text
   * @param problems receives YAML that is not understood
   * @throws UserException if it is not YAML, or a comment would swallow some of it
   */
  ConfigNode node(Predicate<List<String>> isText, ConfigDiagnostics problems) {
    String text = value.stripLeading();
    if (isText.test(path) && !text.isBlank() && text.chars().noneMatch(Setting::isUnprintable)) {
      return quoted(text).orElseGet(() -> new ConfigNode.Scalar(option, text));
    }
    ConfigNode node = YamlTree.ofOption(option, value, problems);
    refuseComment(node);
    return node;
  }

  /** Characters that no name has and that YAML refuses. */
  private static boolean isUnprintable(int character) {
    return Character.isISOControl(character) && character != '\t' && character != '\n';
  }

  private Optional<ConfigNode> quoted(String text) {
    String whole = text.strip();
    char quote = whole.charAt(0);
    if (whole.length() < 2
        || quote != '"' && quote != '\''
        || whole.charAt(whole.length() - 1) != quote) {
      return Optional.empty();
    }
    try {
      ConfigDiagnostics none = new ConfigDiagnostics();
      ConfigNode node = YamlTree.ofOption(option, whole, none);
      return node instanceof ConfigNode.Scalar && none.isEmpty()
          ? Optional.of(node)
          : Optional.empty();
    } catch (UserException e) {
      return Optional.empty(); // a name that has quotes
    }
  }

  /** YAML drops what follows a #; nobody writes a comment there. */
  private void refuseComment(ConfigNode node) {
    for (int at = value.indexOf('#'); at >= 0; at = value.indexOf('#', at + 1)) {
      boolean mayBegin = at == 0 || Character.isWhitespace(value.charAt(at - 1));
      if (mayBegin && saysTheSame(value.substring(0, at), node)) {
        throw new UserException(
            "%s: what follows # would be left out as a comment of YAML; put the text that holds it in quotes."
                .formatted(option));
      }
    }
  }

  private boolean saysTheSame(String part, ConfigNode node) {
    try {
      return YamlTree.ofOption(option, part, new ConfigDiagnostics()).equals(node);
    } catch (UserException e) {
      return false;
    }
  }
}

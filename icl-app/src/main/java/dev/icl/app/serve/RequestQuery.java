package dev.icl.app.serve;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The query of a request.
 *
 * @param values by key; every key is a known one
 */
record RequestQuery(Map<String, String> values) {
  /** The format of the label map. */
  static final String FORMAT = "format";

  /** The UID of the series among several of an archive. */
  static final String SERIES = "series";

  /** So that no path in it leads elsewhere. */
  private static final Pattern UID = Pattern.compile("(?=.{1,64}$)\\d+(\\.\\d+)*");

  private static final Set<String> KEYS = Set.of(FORMAT, SERIES);

  /**
   * Parses a query.
   *
   * @throws Refusal if it has another key, one twice, or a series that is no UID
   */
  static RequestQuery of(URI uri) throws Refusal {
    Map<String, String> values = new HashMap<>();
    String query = Optional.ofNullable(uri.getQuery()).orElse("");
    for (String pair : query.isEmpty() ? new String[0] : query.split("&")) {
      String[] parts = pair.split("=", 2);
      if (parts.length < 2 || !KEYS.contains(parts[0]) || values.containsKey(parts[0])) {
        throw new Refusal(
            400, "The query has a part that is not known: use format=FORMAT and series=UID.");
      }
      values.put(parts[0], parts[1]);
    }
    if (values.containsKey(SERIES) && !UID.matcher(values.get(SERIES)).matches()) {
      throw new Refusal(400, "series: that is no UID; use digits and dots.");
    }
    return new RequestQuery(values);
  }

  Optional<String> value(String key) {
    return Optional.ofNullable(values.get(key));
  }
}

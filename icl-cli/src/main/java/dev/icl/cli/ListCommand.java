package dev.icl.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.icl.app.config.KeyFacts;
import dev.icl.core.error.UnknownName;
import dev.icl.core.json.Json;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code icl list}. */
@Command(
    name = "list",
    description =
        "Lists the methods, networks, datasets and file formats there are, those of plugins included,"
            + " with the jar that these are from.",
    footer = {
      "",
      "With --settings, the keys that each has of its own, with default, range and meaning."
          + " icl engines lists the engines."
    })
final class ListCommand implements Callable<Integer> {
  /** A range that is a choice among words. */
  private static final String WORDS = "`[^`]*`(, `[^`]*`)*";

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "KIND",
      description = "methods, networks, datasets, formats (default: all of them).")
  private List<String> kinds = new ArrayList<>();

  @Option(names = "--settings", description = "Show the keys that each has of its own.")
  private boolean settings;

  @Option(
      names = "--json",
      description = "Print a JSON object for programs to read, settings included.")
  private boolean json;

  @Override
  public Integer call() {
    List<Offer.Kind> all = Offer.all();
    List<String> known = all.stream().map(Offer.Kind::kind).toList();
    for (String kind : kinds) {
      if (!known.contains(kind)) {
        throw UnknownName.of("KIND", "kind", kind, known);
      }
    }
    List<Offer.Kind> wanted =
        all.stream().filter(kind -> kinds.isEmpty() || kinds.contains(kind.kind())).toList();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(toJson(wanted));
    } else {
      wanted.forEach(kind -> print(kind, out));
    }
    out.flush();
    return ExitCode.DONE;
  }

  private void print(Offer.Kind kind, PrintWriter out) {
    out.println(
        kind.section().isEmpty() ? kind.kind() : kind.kind() + ", " + kind.section() + ".name:");
    for (Offer offer : kind.offers()) {
      out.println(
          Texts.format(
              "  %-20s %s%s",
              offer.name(),
              offer.description(),
              offer.isBuiltIn() ? "" : " (from " + offer.from() + ")"));
      if (settings) {
        offer.settings().forEach(key -> print(kind.section(), key, out));
      }
    }
  }

  private static void print(String section, KeyFacts key, PrintWriter out) {
    out.println(
        Texts.format(
            "    %s.%s: default %s; %s%s",
            section,
            key.key(),
            key.preset(),
            (key.range().matches(WORDS) ? "one of " : "") + plain(key.range()),
            key.means().isEmpty() ? "" : "; " + plain(key.means())));
  }

  /** Markdown as a terminal shows it: links and quotes are their text. */
  private static String plain(String markdown) {
    return markdown.replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1").replace("`", "");
  }

  private static String toJson(List<Offer.Kind> kinds) {
    Map<String, List<Told>> offers = new LinkedHashMap<>();
    kinds.forEach(kind -> offers.put(kind.kind(), kind.offers().stream().map(Told::of).toList()));
    return Json.indented(offers);
  }

  private record Told(String name, String description, String from, List<Key> settings) {
    static Told of(Offer offer) {
      return new Told(
          offer.name(),
          offer.description(),
          offer.from(),
          offer.settings().stream().map(Key::of).toList());
    }
  }

  private record Key(
      String key, @JsonProperty("default") String preset, String range, String means) {
    static Key of(KeyFacts facts) {
      return new Key(facts.key(), facts.preset(), facts.range(), facts.means());
    }
  }
}

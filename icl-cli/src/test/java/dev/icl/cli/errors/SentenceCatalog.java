package dev.icl.cli.errors;

import dev.icl.cli.errors.SourceTrees.Call;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;

/**
 * Every sentence that the sources can refuse something with. A sentence begins where a {@code
 * UserException} is made, or a problem is noted that later becomes one; where a method makes
 * sentences for others of words they hand it, its callers' sentences are listed.
 */
final class SentenceCatalog {
  /** What takes sentences. */
  private static final Map<String, Beginning> BEGINNINGS =
      Map.of(
          "dev.icl.core.error.UserException.<init>", new Beginning(0, "%s"),
          "dev.icl.app.config.ConfigDiagnostics.add", new Beginning(1, "%s."),
          "dev.icl.core.settings.Rules.must", new Beginning(2, "{key} must %s, but is {value}."),
          "dev.icl.data.catalog.DatasetDiagnostics.add", new Beginning(0, "%s"),
          "dev.icl.data.catalog.ListFile.<init>",
              new Beginning(1, "The list {path} does not exist: %s."));

  private static final int MOST_CALLERS = 4;

  private final SourceTrees sources;
  private final SortedMap<String, SortedSet<String>> sentences = new TreeMap<>();

  /**
   * @param place of the sentence among the arguments
   * @param frame what is made of it
   */
  private record Beginning(int place, String frame) {
    String sentence(String text) {
      boolean asks = text.endsWith("?") || text.endsWith("{question}");
      return asks ? text : frame.replace("%s", text);
    }
  }

  private SentenceCatalog(SourceTrees sources) {
    this.sources = sources;
  }

  /** Class names with their sentences, both in order. */
  static SortedMap<String, SortedSet<String>> of(List<Path> files) {
    SentenceCatalog catalog = new SentenceCatalog(SourceTrees.of(files));
    for (Call call : catalog.sources.calls()) {
      Beginning place = BEGINNINGS.get(nameOf(call.target()));
      if (place != null) {
        catalog.follow(List.of(call), place);
      }
    }
    return catalog.sentences;
  }

  /**
   * @param chain the call that takes the sentence, then the one of the method it stands in, ...
   */
  private void follow(List<Call> chain, Beginning beginning) {
    TextPattern pattern = new TextPattern(sources);
    List<String> texts = texts(pattern, chain, beginning, Map.of());
    Call outermost = chain.get(chain.size() - 1);
    List<Call> callers =
        pattern.parametersLeft().isEmpty() ? List.of() : callers(outermost, chain.size());
    if (callers.isEmpty()) {
      // a sentence that was complete when it was handed over is listed where it was made
      texts.stream()
          .filter(text -> !text.isEmpty() && !text.matches("\\{[^}]*}"))
          .map(beginning::sentence)
          .forEach(
              text -> sentences.computeIfAbsent(outermost.file(), c -> new TreeSet<>()).add(text));
    }
    for (Call caller : callers) {
      List<Call> longer = new ArrayList<>(chain);
      longer.add(caller);
      follow(longer, beginning);
    }
  }

  private List<Call> callers(Call call, int depth) {
    if (depth > MOST_CALLERS || call.within().isEmpty()) {
      return List.of();
    }
    ExecutableElement method = call.within().get();
    String result = method.getReturnType().toString();
    if (!result.equals("void") && !result.equals("dev.icl.core.error.UserException")) {
      return List.of();
    }
    return sources.calls().stream().filter(c -> c.target().equals(method)).toList();
  }

  private List<String> texts(
      TextPattern pattern, List<Call> chain, Beginning beginning, Map<Element, String> known) {
    Call outermost = chain.get(chain.size() - 1);
    if (chain.size() == 1) {
      return pattern.of(outermost.arguments().get(beginning.place()), known);
    }
    List<Map<Element, String>> inner = List.of(Map.of());
    for (int i = 0; i < outermost.arguments().size(); i++) {
      Element parameter =
          outermost
              .target()
              .getParameters()
              .get(Math.min(i, outermost.target().getParameters().size() - 1));
      List<String> texts = pattern.of(outermost.arguments().get(i), known);
      inner =
          inner.stream().flatMap(map -> texts.stream().map(t -> with(map, parameter, t))).toList();
    }
    return inner.stream()
        .flatMap(map -> texts(pattern, chain.subList(0, chain.size() - 1), beginning, map).stream())
        .distinct()
        .toList();
  }

  private static Map<Element, String> with(Map<Element, String> map, Element key, String value) {
    Map<Element, String> more = new HashMap<>(map);
    more.put(key, value);
    return more;
  }

  private static String nameOf(ExecutableElement method) {
    return method.getEnclosingElement() + "." + method.getSimpleName();
  }
}

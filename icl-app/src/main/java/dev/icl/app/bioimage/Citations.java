package dev.icl.app.bioimage;

import dev.icl.core.settings.Citation;
import dev.icl.core.settings.PluginCalls;
import dev.icl.core.settings.Provider;
import dev.icl.modules.method.Methods;
import dev.icl.modules.network.Networks;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The publications that a model rests on, as entries of the field {@code cite}. */
final class Citations {
  private Citations() {}

  /**
   * The entries for a model: what its method cites and what its network cites, each once.
   *
   * @param method by which it was trained; nothing where it is not on the class path
   * @param network the network's name
   * @throws dev.icl.core.error.UserException if a plugin fails to say
   */
  static List<Map<String, Object>> of(String method, String network) {
    return Stream.concat(
            citations("method", Methods.installed().find(method)),
            citations("network", Networks.installed().find(network)))
        .distinct()
        .map(Citations::entry)
        .toList();
  }

  private static Stream<Citation> citations(String kind, Optional<? extends Provider<?>> provider) {
    return provider.stream()
        .flatMap(p -> PluginCalls.fact(kind, p, "citations()", p::citations).stream());
  }

  private static Map<String, Object> entry(Citation citation) {
    return citation.doi().isEmpty()
        ? Map.of("text", citation.text(), "url", citation.url())
        : Map.of("text", citation.text(), "doi", citation.doi());
  }
}

package dev.icl.app.serve;

import com.sun.net.httpserver.Headers;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The check of who asks.
 *
 * @param token that requests must show; without one, only programs of this machine are answered:
 *     none that a web page sends, which has an origin or another name for this machine
 */
record RequestGate(Optional<AccessToken> token) {
  private static final Set<String> OWN_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

  /**
   * Lets a request pass.
   *
   * @throws Refusal if it shows no token, or another, or a web page sends it
   */
  void check(Headers headers) throws Refusal {
    if (token.isPresent()) {
      if (!token.get().isShownBy(value(headers, "Authorization"))) {
        throw new Refusal(
            401,
            "The request does not show the token of the service: send it as the header Authorization: Bearer TOKEN.",
            Map.of("WWW-Authenticate", "Bearer"));
      }
      return;
    }
    if (headers.containsKey("Origin") || !isOwnName(value(headers, "Host"))) {
      throw new Refusal(
          403,
          "The request comes from a web page or names another machine: call the service by its own address, or give it a token.");
    }
  }

  private static boolean isOwnName(String host) {
    String name = host.replaceFirst(":\\d{1,5}$", "");
    return OWN_NAMES.contains(name) || name.matches("127(\\.\\d{1,3}){3}");
  }

  private static String value(Headers headers, String name) {
    return Optional.ofNullable(headers.getFirst(name)).orElse("");
  }
}

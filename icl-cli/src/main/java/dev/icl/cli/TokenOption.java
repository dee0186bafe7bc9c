package dev.icl.cli;

import dev.icl.app.serve.AccessToken;
import dev.icl.core.error.UserException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The secret that requests to a service must show. */
final class TokenOption {
  private static final String VARIABLE = "ICL_SERVE_TOKEN";

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description =
          "The secret that requests must show as Authorization: Bearer TOKEN; other users of the"
              + " machine can see it in the list of processes.")
  private @Nullable String token;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "A file that holds the secret (default: that in ICL_SERVE_TOKEN, or none).")
  private @Nullable Path file;

  /**
   * The token that is asked for.
   *
   * @param environment the surroundings of the command
   * @param notices told of a file that is open to others
   * @throws UserException if there are two, or it is none, or its file cannot be read
   */
  Optional<AccessToken> token(Environment environment, Consumer<String> notices) {
    if (token != null && file != null) {
      throw new UserException("--token and --token-file are both given: leave one out.");
    }
    if (token != null) {
      return Optional.of(AccessToken.of("--token", token));
    }
    if (file != null) {
      return Optional.of(
          AccessToken.of("--token-file", SecretFile.text(environment, file, notices)));
    }
    return Optional.ofNullable(environment.variables().get(VARIABLE))
        .map(text -> AccessToken.of(VARIABLE, text));
  }
}

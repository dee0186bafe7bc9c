package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.cli.Cli.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --token-file} of {@code icl train} and {@code icl serve}. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "permissions are POSIX ones")
class SecretFileTest {
  @TempDir Path folder;

  /** The second is as Kubernetes mounts secrets for a group. */
  @ParameterizedTest
  @ValueSource(strings = {"rw-r--r--", "r--r-----"})
  void aSecretThatOthersCanReadIsTakenWithASentence(String permissions) throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "0123456789abcdef\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

    for (Outcome outcome : List.of(train(), serve())) {
      assertThat(outcome.err())
          .startsWith(
              "--token-file: token is open to other users of this machine (%s); run chmod 600 token, unless"
                  .formatted(permissions))
          .doesNotContain("0123456789abcdef");
    }
    assertThat(train().err()).contains("--join: 0.0.0.0 stands for every network");
  }

  @Test
  void aSecretOfOneUserIsTakenInSilenceWhereverALinkLeads() throws IOException {
    Path hidden = Files.writeString(folder.resolve("hidden"), "0123456789abcdef\n");
    Files.setPosixFilePermissions(hidden, PosixFilePermissions.fromString("rw-------"));
    Files.createSymbolicLink(folder.resolve("token"), hidden);

    assertThat(train().err()).startsWith("--join: ");
  }

  private Outcome train() {
    return new Cli(folder)
        .train(
            "run",
            "--set",
            "data={labeled: 1, phantom_patients: 2, phantom_validation: 1}",
            "--set",
            "train={labeled_batch: 2, unlabeled_batch: 2}",
            "--ranks",
            "2",
            "--rank",
            "0",
            "--join",
            "0.0.0.0:1",
            "--token-file",
            "token");
  }

  private Outcome serve() {
    return new Cli(folder).run("serve", "--token-file", "token", "--checkpoint", "gone");
  }
}

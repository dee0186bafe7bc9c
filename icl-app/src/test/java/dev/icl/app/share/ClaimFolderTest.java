package dev.icl.app.share;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.app.share.ClaimFolder.Claim;
import dev.icl.app.share.ClaimFolder.Look;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Claims of items by owners that live, die, sleep, and leave. */
class ClaimFolderTest {
  private static final Duration LONG = Duration.ofHours(1);

  @TempDir private Path folder;

  @Test
  void oneOfTwoHasAnItem() throws IOException {
    try (ClaimFolder a = enter();
        ClaimFolder b = enter()) {
      Look before = b.look();

      assertThat(a.claim("x", a.look())).contains(new Claim("x", 1, 1));

      assertThat(b.claim("x", b.look())).isEmpty();
      // who looked earlier cannot have it either
      assertThat(b.claim("x", before)).isEmpty();
      assertThat(b.claim("y", before)).contains(new Claim("y", 1, 1));
      assertThat(a.owner()).isNotEqualTo(b.owner());
    }
  }

  @Test
  void whatADeadOwnerLeftGoesToOneOther() throws IOException {
    ClaimFolder dead = enter();
    dead.claim("x", dead.look());
    dead.close();
    try (ClaimFolder a = enter();
        ClaimFolder b = enter()) {
      Look lookOfA = a.look();
      Look lookOfB = b.look();

      assertThat(a.claim("x", lookOfA)).contains(new Claim("x", 2, 2));
      assertThat(b.claim("x", lookOfB)).isEmpty();
      assertThat(b.claim("x", b.look())).isEmpty();
    }
  }

  @Test
  void anOwnerThatGaveNoSignForItsLeaseIsDeadByTheTimeOfTheFolder() throws IOException {
    try (ClaimFolder asleep = new ClaimFolder(folder, Duration.ofMinutes(10));
        ClaimFolder other = enter()) {
      asleep.claim("x", asleep.look());
      Path sign = ClaimOwner.file(folder, asleep.owner());

      FileTime now = other.look().now();
      Files.setLastModifiedTime(sign, FileTime.fromMillis(now.toMillis() - 590_000));
      assertThat(other.claim("x", other.look())).isEmpty();
      Files.setLastModifiedTime(sign, FileTime.fromMillis(now.toMillis() - 660_000));
      assertThat(other.claim("x", other.look())).contains(new Claim("x", 2, 2));
    }
  }

  @Test
  void whatIsGivenBackIsFreeAtOnceAndNoAttempt() throws IOException {
    try (ClaimFolder a = enter();
        ClaimFolder b = enter()) {
      a.claim("x", a.look());

      a.giveBack();

      assertThat(b.claim("x", b.look())).contains(new Claim("x", 2, 1));
      assertThat(a.claim("x", a.look())).isEmpty();
    }
  }

  @Test
  void aClaimWithoutAWordIsThatOfAProcessThatDiesWhileItWritesIt() throws IOException {
    try (ClaimFolder a = enter()) {
      Path claim = Files.createFile(folder.resolve("x.claim-1"));
      assertThat(a.claim("x", a.look())).isEmpty();

      Files.setLastModifiedTime(claim, FileTime.fromMillis(0));

      assertThat(a.claim("x", a.look())).contains(new Claim("x", 2, 2));
    }
  }

  @Test
  void whatIsSettledIsNotClaimed() throws IOException {
    try (ClaimFolder a = enter()) {
      Look before = a.look();
      Files.createFile(folder.resolve("x.json"));

      assertThat(a.claim("x", a.look())).isEmpty();
      assertThat(a.claim("x", before)).isEmpty();
    }
  }

  private ClaimFolder enter() {
    return new ClaimFolder(folder, LONG);
  }
}

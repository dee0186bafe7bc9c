package dev.icl.app.share;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.icl.core.io.AtomicFile;
import dev.icl.core.io.TextFile;
import dev.icl.core.json.Json;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Claims of items by processes that see one folder. All that is ever done there while processes run
 * is to make files that do not exist yet, which file systems, NFS included, let exactly one process
 * do: nothing is renamed or removed, so nobody can take what somebody else has just taken.
 *
 * <p>Claim 1 of an item is its first. A process that finds the owner of the last claim dead (it
 * gave no sign of life for its lease) makes the next one; of several that find so, one can. Should
 * an owner have been asleep and not dead, two work on the item, and the first to write its outcome
 * counts.
 */
final class ClaimFolder implements AutoCloseable {
  private final Path folder;
  private final ClaimOwner owner;
  private volatile Optional<Claim> held = Optional.empty();

  /**
   * The right to work on an item.
   *
   * @param stem of the item's files
   * @param number of the claim, from 1
   * @param attempt which attempt at the item it is, from 1
   */
  record Claim(String stem, int number, int attempt) {}

  /**
   * The content of the folder at a time.
   *
   * @param items by the stem of their files
   * @param now the time of the file system
   */
  record Look(Map<String, ItemState> items, FileTime now) {
    ItemState of(String stem) {
      return items.getOrDefault(stem, ItemState.UNTOUCHED);
    }
  }

  /**
   * Enters a folder.
   *
   * @param folder made where it is missing
   * @param lease how long claims of this process hold after a sign of life
   * @throws dev.icl.core.error.UserException if the folder cannot be written
   */
  ClaimFolder(Path folder, Duration lease) {
    this.folder = folder;
    this.owner = ClaimOwner.enter(folder, lease);
  }

  /** The name of this process. */
  String owner() {
    return owner.name();
  }

  /** Looks at the folder. */
  Look look() throws IOException {
    FileTime now = owner.renew();
    return new Look(ItemState.in(folder), now);
  }

  /**
   * Claims an item, if it is free.
   *
   * @param stem of its files
   * @param look what was in the folder a while ago
   */
  Optional<Claim> claim(String stem, Look look) throws IOException {
    ItemState state = look.of(stem);
    if (state.settled()
        || state.claims() > 0 && !state.lastIsFree() && !isDead(stem, state.claims(), look.now())) {
      return Optional.empty();
    }
    Claim claim = new Claim(stem, state.claims() + 1, state.attempts() + 1);
    if (!make(claim) || Files.exists(folder.resolve(ItemFiles.outcome(stem)))) {
      return Optional.empty();
    }
    held = Optional.of(claim);
    return held;
  }

  /** Whether the owner of a claim has given no sign of life for its lease. */
  private boolean isDead(String stem, int number, FileTime now) throws IOException {
    Path claim = folder.resolve(ItemFiles.claim(stem, number));
    try {
      ClaimOwner.Card card = Json.read(TextFile.read(claim), ClaimOwner.Card.class);
      Path sign = ClaimOwner.file(folder, card.owner());
      // reading it makes a network file system ask the server
      TextFile.read(sign);
      return isOlder(sign, now, card.leaseMillis());
    } catch (NoSuchFileException e) {
      return true;
    } catch (JsonProcessingException e) {
      // it is being written, or its writer died over it
      return isOlder(claim, now, owner.leaseMillis());
    }
  }

  private static boolean isOlder(Path file, FileTime now, long millis) throws IOException {
    return now.toMillis() - Files.getLastModifiedTime(file).toMillis() > millis;
  }

  /** Whether the claim's file was made by this process. */
  private boolean make(Claim claim) throws IOException {
    Path file = folder.resolve(ItemFiles.claim(claim.stem(), claim.number()));
    try {
      // a second name for the owner's file: it appears with its content
      Files.createLink(file, owner.file());
      return true;
    } catch (FileAlreadyExistsException e) {
      return isMine(file);
    } catch (UnsupportedOperationException | FileSystemException e) {
      // no links here, or too many of one file
      return makeAlone(file);
    }
  }

  /** A server's answer may be lost, and the question asked twice. */
  private boolean isMine(Path file) throws IOException {
    try {
      return Json.read(TextFile.read(file), ClaimOwner.Card.class).owner().equals(owner.name());
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private boolean makeAlone(Path file) throws IOException {
    try {
      Files.write(file, owner.text(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  /** The item of the claim that this process holds is settled. */
  void settled() {
    held = Optional.empty();
  }

  /**
   * Gives the claim back that is held, as if it had not been. Any thread may do that, as when a
   * signal ends the process.
   */
  void giveBack() {
    Optional<Claim> claim = held;
    held = Optional.empty();
    if (claim.isPresent()) {
      Path file = folder.resolve(ItemFiles.free(claim.get().stem(), claim.get().number()));
      try {
        Files.write(file, owner.text(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      } catch (FileAlreadyExistsException e) {
        return;
      } catch (IOException e) {
        throw AtomicFile.unwritable(file, e);
      }
    }
  }

  /** Leaves. A claim that is held and not given back is an attempt that failed. */
  @Override
  public void close() {
    owner.close();
  }
}

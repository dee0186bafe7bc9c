package dev.icl.core.io;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/**
 * The reason for which the system refused a file; Java's own messages are often the file's name
 * alone.
 */
public final class FileReason {
  private FileReason() {}

  /** A few words for the middle of a sentence, as {@code permission denied}. */
  public static String of(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof CharacterCodingException) {
      return "it is no text in UTF-8";
    }
    if (e instanceof NoSuchFileException gone) {
      return gone.getFile() + " is gone";
    }
    if (e instanceof FileSystemException f && f.getReason() != null) {
      return f.getReason();
    }
    return e.getMessage() == null ? "no reason is known" : e.getMessage();
  }
}

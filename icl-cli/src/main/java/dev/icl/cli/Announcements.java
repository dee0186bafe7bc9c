package dev.icl.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * The facts of a command, told as they become known. A terminal shows them at once; elsewhere they
 * wait until the work begins, so that what is refused before is refused in one sentence.
 */
final class Announcements {
  private final PrintWriter output;
  private final List<String> waiting = new ArrayList<>();
  private boolean told;

  /**
   * @param output receives the lines
   * @param terminal whether somebody is looking on
   */
  Announcements(PrintWriter output, boolean terminal) {
    this.output = output;
    this.told = terminal;
  }

  /** Another fact. */
  void add(String line) {
    if (told) {
      output.println(line);
      output.flush();
    } else {
      waiting.add(line);
    }
  }

  /** The work begins. */
  void tell() {
    waiting.forEach(output::println);
    output.flush();
    waiting.clear();
    told = true;
  }
}

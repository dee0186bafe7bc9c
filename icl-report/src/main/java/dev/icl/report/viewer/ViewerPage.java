package dev.icl.report.viewer;

import dev.icl.core.error.UserException;
import dev.icl.core.io.AtomicFile;
import dev.icl.core.json.Json;
import dev.icl.data.model.FirstPass;
import dev.icl.report.html.Html;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes one page with scans and the label maps over them; it loads nothing from elsewhere. */
public final class ViewerPage {
  /** The name of the page beside the results that it shows. */
  public static final String FILE = "view.html";

  private static final int HEAD = 2000;

  /** As the template says. */
  private static final String MADE_BY = "content=\"ICL for the JVM, icl view\"";

  private static final long MEGABYTE = 1_000_000;
  private static final int[] THINNINGS = {1, 2, 4};

  private final SliceRange slices;
  private final int megabytes;
  private final FirstPass progress;

  /**
   * @param slices that are shown of every scan
   * @param megabytes the page may have
   * @param progress told of every case that is read
   */
  public ViewerPage(SliceRange slices, int megabytes, FirstPass progress) {
    this.slices = slices;
    this.megabytes = megabytes;
    this.progress = progress;
  }

  /**
   * The page that was written.
   *
   * @param cases number of cases on it
   * @param every number of voxels along long axes that one stands for; 1 for all voxels
   * @param bytes of the voxels on it
   */
  public record Written(int cases, int every, long bytes) {
    /** The ordinal of the voxels shown along long axes: {@code second}, {@code 4th}. */
    public String ordinal() {
      return every == 2 ? "second" : every + "th";
    }
  }

  /**
   * Writes the page; it appears whole or not at all. Voxels of long axes are left out where it
   * would be too large.
   *
   * @param file a page that exists is replaced
   * @param source of the cases
   * @throws UserException if a case cannot be read, the page would be too large even so, or the
   *     file cannot be written
   */
  public Written write(Path file, ViewedCases source) {
    for (int every : THINNINGS) {
      Optional<PackedCases> packed = packed(source, every);
      if (packed.isPresent()) {
        Written written = new Written(source.names().size(), every, packed.get().characters());
        write(file, source, packed.get(), written);
        return written;
      }
    }
    throw new UserException(
        "The page would have more than %d MB, even with every %dth voxel alone: leave out cases with --cases or slices with --slices, or allow more with --size."
            .formatted(megabytes, THINNINGS[THINNINGS.length - 1]));
  }

  /** Whether a file is such a page, as far as its beginning tells. */
  public static boolean isOne(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(HEAD), StandardCharsets.UTF_8).contains(MADE_BY);
    } catch (IOException e) {
      return false; // writing it tells what is wrong
    }
  }

  private Optional<PackedCases> packed(ViewedCases source, int every) {
    PackedCases packed = new PackedCases(source, slices, every);
    int done = 0;
    for (String name : source.names()) {
      packed.add(name);
      progress.read(++done, source.names().size());
      if (packed.characters() > megabytes * MEGABYTE) {
        return Optional.empty();
      }
    }
    return Optional.of(packed);
  }

  private static void write(Path file, ViewedCases source, PackedCases packed, Written written) {
    // markup in a name is none
    String data = Json.line(packed.data()).replace("<", "\\u003c");
    String note =
        written.every() == 1
            ? ""
            : "Of long axes every %s voxel is shown, so that the page is not too large."
                .formatted(written.ordinal());
    String style = Html.resource(ViewerPage.class, "viewer.css");
    String script = Html.resource(ViewerPage.class, "viewer.js");
    Map<String, Object> parameters =
        Map.of(
            "view",
            new View(source.title(), source.subtitle(), note, data, packed.blocks()),
            "style",
            style,
            "script",
            script,
            "policy",
            Html.policy(style, script));
    AtomicFile.write(file, true, out -> Html.write("view.jte", parameters, out));
  }

  /**
   * The contents of the page.
   *
   * @param title its heading
   * @param subtitle a line on where the cases are from
   * @param note a line on what is left out; may be empty
   * @param data the facts for the script, as JSON without any {@code <}
   * @param blocks voxels in base64
   */
  public record View(
      String title, String subtitle, String note, String data, List<String> blocks) {}
}

package dev.icl.cli.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The places that may ask for the number of axes: networks, samplers, pictures, and few others. */
class RankTest {
  private static final Path PROJECT = Path.of("").toAbsolutePath().getParent();

  /** Comments, texts and characters. */
  private static final Pattern NO_CODE =
      Pattern.compile(
          "\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])'|//[^\n]*|/\\*.*?\\*/",
          Pattern.DOTALL);

  private static final String AXES =
      "(?:[\\w.()]*\\b(?:spatialRank|rank)(?:\\(\\))?|[\\w.()]*\\bpatch(?:\\(\\))?\\.size\\(\\))";

  /** A number of axes held against a number or a constant, or decided by. */
  private static final Pattern ASKS_FOR_THE_RANK =
      Pattern.compile(
          AXES
              + "\\s*(?:[=!]=|[<>]=?)\\s*(?:[1-9]|[A-Z][A-Z_]+\\b)|\\b(?:[1-9]|[A-Z][A-Z_]+)\\s*(?:[=!]=|[<>]=?)\\s*"
              + AXES
              + "(?!\\w)|switch\\s*\\("
              + AXES
              + "\\)");

  /** Places in which the number of axes may decide, and the things that have these axes. */
  private static final Map<String, String> MAY_ASK =
      Map.ofEntries(
          Map.entry("dev/icl/modules/network/", "networks"),
          Map.entry("dev/icl/data/batch/", "samplers"),
          Map.entry("dev/icl/data/augment/FreeMoves.java", "nnU-Net's rule of long images"),
          Map.entry("dev/icl/data/augment/PatchAxes.java", "nnU-Net's rule of flat patches"),
          Map.entry("dev/icl/data/metrics/LabelMap.java", "surfaces of images and of volumes"),
          Map.entry("dev/icl/data/format/", "arrays of a file"),
          Map.entry("dev/icl/data/scan/", "arrays of a file"),
          Map.entry("dev/icl/data/catalog/CaseArrays.java", "arrays of a file"),
          Map.entry("dev/icl/data/catalog/ChannelAxes.java", "arrays of a file"),
          Map.entry("dev/icl/data/catalog/SliceStack.java", "files of single slices"),
          Map.entry("dev/icl/data/catalog/Slicing.java", "arrays of a file"),
          Map.entry("dev/icl/data/preprocess/CropBox.java", "arrays of a file"),
          Map.entry("dev/icl/data/preprocess/ScanPreparation.java", "arrays of a file"),
          Map.entry("dev/icl/report/viewer/ThreeAxes.java", "arrays of a file"),
          Map.entry("dev/icl/data/acdc/", "the benchmark's files of single slices"),
          Map.entry("dev/icl/core/ops/", "a tensor"),
          Map.entry("dev/icl/core/nn/LinearWeights.java", "a weight"),
          Map.entry("dev/icl/core/attention/PatchMerging.java", "the authors' order of neighbours"),
          Map.entry("dev/icl/core/batch/BatchShape.java", "the range of train.patch"),
          Map.entry("dev/icl/engine/", "a tensor"),
          Map.entry("dev/icl/export/", "a tensor"),
          Map.entry("dev/icl/app/proposal/", "the choice of the rank itself"),
          Map.entry("dev/icl/bench/conformance/", "tokens and weights of a fixture"));

  /** Names that only slices or only volumes have. */
  private static final Pattern NAMES_OF_ONE_RANK =
      Pattern.compile("\\b(?:height|slices?)\\b(?!\\s*\\()");

  private static final List<String> NEUTRAL =
      List.of(
          "dev/icl/core/batch/",
          "dev/icl/core/loss/",
          "dev/icl/core/attention/",
          "dev/icl/core/optim/",
          "dev/icl/data/model/",
          "dev/icl/data/sample/",
          "dev/icl/data/split/",
          "dev/icl/modules/method/",
          "dev/icl/modules/proxy/",
          "dev/icl/modules/train/",
          "dev/icl/app/checkpoint/",
          "dev/icl/app/config/",
          "dev/icl/app/plan/",
          "dev/icl/app/run/DataIdentity.java",
          "dev/icl/app/run/TrainedOn.java",
          "dev/icl/app/run/Training.java",
          "dev/icl/bench/cell/",
          "dev/icl/bench/config/",
          "dev/icl/bench/matrix/",
          "dev/icl/bench/parity/");

  @Test
  void onlyNetworksSamplersAndPicturesAskForIt() throws IOException {
    TreeSet<String> used = new TreeSet<>();
    List<String> found = new ArrayList<>();
    for (Path source : production()) {
      String place = place(source);
      Matcher asks = ASKS_FOR_THE_RANK.matcher(code(source));
      while (asks.find()) {
        MAY_ASK.keySet().stream()
            .filter(place::startsWith)
            .findFirst()
            .ifPresentOrElse(used::add, () -> found.add(place + ": " + asks.group()));
      }
    }

    assertThat(found).isEmpty();
    assertThat(used).as("places that need no leave any more").isEqualTo(MAY_ASK.keySet());
  }

  @Test
  void whatIsNeutralToItHasNoNamesOfOneRank() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path source : production()) {
      String place = place(source);
      if (NEUTRAL.stream().anyMatch(place::startsWith)) {
        Matcher names = NAMES_OF_ONE_RANK.matcher(code(source));
        while (names.find()) {
          found.add(place + ": " + names.group());
        }
      }
    }

    assertThat(found).isEmpty();
    assertThat(NEUTRAL)
        .allSatisfy(
            folder ->
                assertThat(production()).anyMatch(source -> place(source).startsWith(folder)));
  }

  @Test
  void askingIsFound() {
    assertThat(
            Stream.of(
                "image.rank() == 2",
                "network.spatialRank() != VOLUME",
                "config.train().patch().size() > 2",
                "3 == patch.size()",
                "if (rank < 3) {",
                "switch (image.rank()) {"))
        .allMatch(code -> ASKS_FOR_THE_RANK.matcher(code).find());
    assertThat(
            Stream.of(
                "image.rank() > patch.size()",
                "for (int axis = rank - 1; axis >= 0; axis--) {",
                "int[] sizes = new int[patch.size() + 1];",
                "rank(score) < 3",
                "mixerRank < 1"))
        .noneMatch(code -> ASKS_FOR_THE_RANK.matcher(code).find());
    assertThat(NO_CODE.matcher("a /* rank == 2 */ b \"rank == 2\" // rank == 2\nc").replaceAll(""))
        .isEqualTo("a  b  \nc");
  }

  private static List<Path> production() {
    return Modules.sources().stream()
        .filter(source -> source.toString().replace('\\', '/').contains("/src/main/java/"))
        .filter(source -> !PROJECT.relativize(source).startsWith("samples"))
        .toList();
  }

  /** The path below the folder of sources. */
  private static String place(Path source) {
    String path = source.toString().replace('\\', '/');
    return path.substring(path.indexOf("/src/main/java/") + "/src/main/java/".length());
  }

  private static String code(Path source) throws IOException {
    return NO_CODE.matcher(Files.readString(source)).replaceAll("");
  }
}

package dev.icl.app.bioimage;

import dev.icl.app.predict.TrainedModel;
import dev.icl.core.checkpoint.CheckpointInfo;
import dev.icl.data.preprocess.PreprocessConfig;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The text of a package for its readers, as Markdown. */
final class PackageText {
  private final TrainedModel model;
  private final Publication publication;
  private final Tiles tiles;
  private final List<Processing> steps;

  PackageText(TrainedModel model, Publication publication, Tiles tiles, List<Processing> steps) {
    this.model = model;
    this.publication = publication;
    this.tiles = tiles;
    this.steps = steps;
  }

  String markdown() {
    CheckpointInfo info = model.checkpoint().info();
    return """
        # %s

        By %s. Licence: %s. For research; it is no medical device.

        The network (%s) was trained with the method %s for %d iterations, on images of %s.

        ## Classes

        %s

        ## Preprocessing

        %s

        ## Tiles

        %s

        ## Validation

        `test_input.npy` is an artificial image and `test_output.npy` what the network makes of it; whoever runs the network must get the same.
        How well it segments is for scans to show: compare its segmentations with references of scans that are like those it is meant for, such
        as the Dice coefficient of each class, before it is used.
        """
        .formatted(
            publication.name(),
            String.join(", ", publication.authors()),
            publication.license(),
            model.network().name(),
            info.method(),
            info.iteration(),
            sizes(model.config().train().patch()),
            classes(),
            preprocessing(),
            tiling());
  }

  private String classes() {
    return IntStream.range(0, model.classNames().size())
        .mapToObj(i -> "- " + i + ": " + model.classNames().get(i))
        .collect(Collectors.joining("\n"));
  }

  private String preprocessing() {
    PreprocessConfig config = model.inputs().preprocess();
    String intensities =
        steps.isEmpty()
            ? "Intensities are taken as they are: those of the training went from 0 to 1, or through a preparation of their own."
            : "Intensities go through "
                + steps.stream().map(Processing::id).collect(Collectors.joining(", "))
                + ", each channel of an image by itself; the training took the statistics of whole scans.";
    String axes =
        config.orientation().isEmpty()
            ? ""
            : " Axes of the training's scans ran as " + config.orientation() + ".";
    return intensities
        + axes
        + " Voxels must be about as large as those of the training after its images were brought to their size.";
  }

  private String tiling() {
    if (tiles.step().stream().allMatch(step -> step == 0)) {
      return "Images have " + sizes(tiles.least()) + " voxels.";
    }
    return "Images are multiples of %s voxels large; larger ones are cut into tiles of at least %s voxels, of which %s voxels at each end are not kept. %s"
        .formatted(
            sizes(tiles.step()),
            sizes(tiles.least()),
            sizes(tiles.halo()),
            tiles.isExact()
                ? "Tiles that begin at multiples of these sizes give what the whole image gives."
                : "Tiles give nearly what the whole image gives, not exactly: a value depends on more than its tile.");
  }

  private static String sizes(List<Integer> sizes) {
    return sizes.stream().map(String::valueOf).collect(Collectors.joining("×"));
  }
}

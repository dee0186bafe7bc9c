package dev.icl.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.icl.core.error.UserException;
import dev.icl.core.json.Json;
import dev.icl.core.text.Counts;
import dev.icl.report.curves.CurveChart;
import dev.icl.report.curves.CurveDistance;
import dev.icl.report.curves.RunCurve;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code icl curves}. */
@Command(
    name = "curves",
    description =
        "Draws the loss and the validation Dice of trainings, and says how far each training is"
            + " from the first.",
    footer = {
      "",
      "Two engines follow one curve where both were trained with --set random=portable:",
      "  icl train --set random=portable --set engine=pytorch --out runs/pt",
      "  icl train --set random=portable --set engine=tensorflow --out runs/tf",
      "  icl curves runs/pt runs/tf --out curves.png",
      "",
      "Exit codes: 0 done, 1 further apart than --within, 2 a mistake in what was asked for."
    })
final class CurvesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "RUN",
      arity = "1..*",
      description = "Folders of trainings; the first is what others are compared with.")
  private List<Path> runs = new ArrayList<>();

  @Option(names = "--out", paramLabel = "FILE", description = "Where the picture goes, a PNG.")
  private Path out;

  @Option(
      names = "--first",
      paramLabel = "N",
      defaultValue = "50",
      description = "How many iterations count as the first ones (default: ${DEFAULT-VALUE}).")
  private int first;

  @Option(
      names = "--within",
      paramLabel = "SHARE",
      description =
          "Exit with 1 where the loss of the first iterations differs by more, as 0.01 for one"
              + " percent, or the Dice by more than that at the last iteration after which both were"
              + " validated.")
  private Double within;

  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    check();
    List<RunCurve> curves = runs.stream().map(RunCurve::read).toList();
    List<CurveDistance> distances =
        curves.stream()
            .skip(1)
            .map(curve -> CurveDistance.between(curves.get(0), curve, first))
            .toList();
    if (within != null) {
      requireComparable(curves, distances);
    }
    if (out != null) {
      CurveChart.write(curves, out);
    }
    print(curves, distances);
    boolean apart = within != null && distances.stream().anyMatch(this::isApart);
    return apart ? ExitCode.FAILURE : ExitCode.DONE;
  }

  private void check() {
    if (new LinkedHashSet<>(runs).size() < runs.size()) {
      throw new UserException("A training is named twice; name each folder once.");
    }
    if (first < 1) {
      throw new UserException("--first: " + first + " is too small; use at least 1.");
    }
    if (within != null && !(within >= 0)) {
      throw new UserException("--within: " + within + " is no share; use 0.01 for one percent.");
    }
    if (out != null && !out.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
      throw new UserException("--out: " + out + " is no PNG; end the name in .png.");
    }
  }

  private boolean isApart(CurveDistance distance) {
    return distance.early() > within || Math.abs(distance.dice().orElse(0)) > within;
  }

  /** Refuses trainings that cannot be compared: what was not compared is not within anything. */
  private void requireComparable(List<RunCurve> curves, List<CurveDistance> distances) {
    if (distances.isEmpty()) {
      throw new UserException("--within: there is one training only; name at least two.");
    }
    int wanted = Math.min(first, curves.stream().mapToInt(c -> c.points().size()).max().orElse(0));
    boolean scored = curves.stream().anyMatch(curve -> curve.finalDice().isPresent());
    for (CurveDistance distance : distances) {
      if (distance.compared() < wanted) {
        throw new UserException(
            "--within: %s and %s have %d of the first %d iterations in common; let both train that far, or lower --first."
                .formatted(distance.reference(), distance.other(), distance.compared(), wanted));
      }
      if (scored && distance.dice().isEmpty()) {
        throw new UserException(
            "--within: %s and %s have no iteration after which both were validated; let both train to one with the same train.validate_every."
                .formatted(distance.reference(), distance.other()));
      }
    }
  }

  private void print(List<RunCurve> curves, List<CurveDistance> distances) {
    PrintWriter print = spec.commandLine().getOut();
    if (json.wanted()) {
      print.println(toJson(curves, distances));
      return;
    }
    for (RunCurve curve : curves) {
      RunCurve.Point last = curve.points().get(curve.points().size() - 1);
      print.println(
          Texts.format("%s: loss %.5g at iteration %d", curve.name(), last.loss(), last.iteration())
              + (curve.finalDice().isPresent()
                  ? Texts.format(", validation Dice %.4f.", curve.finalDice().getAsDouble())
                  : "."));
    }
    for (CurveDistance distance : distances) {
      print.println(
          Texts.format(
              "%s from %s over %s: loss at most%s %.3g %% in all (at %d)%s.",
              distance.other(),
              distance.reference(),
              Counts.of(distance.iterations(), "iteration"),
              distance.compared() == 0
                  ? ""
                  : Texts.format(
                      " %.3g %% apart up to iteration %d (at %d),",
                      100 * distance.early(), first, distance.earlyAt()),
              100 * distance.largest(),
              distance.largestAt(),
              distance.dice().isPresent()
                  ? Texts.format(
                      "; validation Dice %+.4f at iteration %d, the last that both have",
                      distance.dice().getAsDouble(), distance.diceAt())
                  : ""));
    }
    if (out != null) {
      print.println("The picture is in " + out + ".");
    }
  }

  private String toJson(List<RunCurve> curves, List<CurveDistance> distances) {
    return Json.indented(
        new Report(
            curves.stream().map(Run::of).toList(),
            distances.stream().map(distance -> Distance.of(distance, first)).toList()));
  }

  private static @Nullable Double present(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }

  private record Report(List<Run> runs, List<Distance> distances) {}

  private record Run(
      String run,
      int iterations,
      @JsonInclude(Include.NON_NULL) @JsonProperty("final_dice") @Nullable Double finalDice) {
    static Run of(RunCurve curve) {
      return new Run(curve.name(), curve.points().size(), present(curve.finalDice()));
    }
  }

  private record Distance(
      String reference,
      String run,
      int iterations,
      int first,
      @JsonProperty("loss_first") double lossFirst,
      @JsonProperty("loss_first_at") int lossFirstAt,
      @JsonProperty("loss_all") double lossAll,
      @JsonProperty("loss_all_at") int lossAllAt,
      @JsonInclude(Include.NON_NULL) @JsonProperty("final_dice") @Nullable Double finalDice,
      @JsonInclude(Include.NON_NULL) @JsonProperty("final_dice_at") @Nullable Integer finalDiceAt) {
    static Distance of(CurveDistance distance, int first) {
      return new Distance(
          distance.reference(),
          distance.other(),
          distance.iterations(),
          first,
          distance.early(),
          distance.earlyAt(),
          distance.largest(),
          distance.largestAt(),
          present(distance.dice()),
          distance.dice().isPresent() ? distance.diceAt() : null);
    }
  }
}

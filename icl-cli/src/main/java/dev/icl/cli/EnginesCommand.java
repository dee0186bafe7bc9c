package dev.icl.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.icl.app.IclApplication.Permissions;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.EnginePlugin;
import dev.icl.core.engine.EnginePlugin.Availability;
import dev.icl.core.engine.GpuSupport;
import dev.icl.core.error.UserException;
import dev.icl.core.json.Json;
import dev.icl.core.text.Counts;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code icl engines}. */
@Command(
    name = "engines",
    description =
        "Lists the engines found on the class path: version, devices, threads, and the GPUs or why there is none.")
final class EnginesCommand implements Callable<Integer> {
  private final IclCommand root;
  private final Environment environment;

  @Spec private CommandSpec spec;

  @Mixin private DownloadOption download;

  @Mixin private JsonOption json;

  EnginesCommand(IclCommand root, Environment environment) {
    this.root = root;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    EngineOptions options =
        new Permissions(download.allowed(), root.verbose())
            .options(environment.configReader().read(Optional.empty(), List.of()));
    List<Found> found =
        environment.plugins().get().all().stream().map(p -> Found.of(p, options)).toList();
    PrintWriter out = spec.commandLine().getOut();
    if (json.wanted()) {
      out.println(Json.indented(new Report(found.stream().map(Found::told).toList())));
    } else if (found.isEmpty()) {
      out.println(
          "no engine on the class path; add dev.icl:icl-engine-pytorch or"
              + " dev.icl:icl-engine-tensorflow");
    } else {
      found.forEach(engine -> engine.lines().forEach(out::println));
    }
    return ExitCode.DONE;
  }

  /** An engine, and what it offers or why it cannot run here. */
  private record Found(String name, @Nullable Availability offer, String problem) {
    static Found of(EnginePlugin plugin, EngineOptions options) {
      try {
        return new Found(plugin.name(), plugin.probe(options), "");
      } catch (UserException e) {
        return new Found(plugin.name(), null, e.getMessage());
      }
    }

    List<String> lines() {
      if (offer == null) {
        return List.of("%-12s cannot run here: %s".formatted(name, problem));
      }
      List<String> lines = new ArrayList<>();
      lines.add(
          "%-12s version %s, devices %s, %s"
              .formatted(
                  name,
                  offer.version(),
                  String.join(" ", offer.devices()),
                  Counts.of(offer.threads(), "thread")));
      GpuLines.of(offer.gpu()).forEach(line -> lines.add(" ".repeat(13) + line));
      return lines;
    }

    Told told() {
      return offer == null
          ? new Told(name, false, problem, null, null, null, null)
          : new Told(
              name, true, null, offer.version(), offer.devices(), offer.threads(), offer.gpu());
    }
  }

  private record Report(List<Told> engines) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Told(
      String name,
      boolean available,
      @Nullable String problem,
      @Nullable String version,
      @Nullable List<String> devices,
      @Nullable Integer threads,
      @Nullable GpuSupport gpu) {}
}

package dev.icl.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.icl.app.IclApplication.Permissions;
import dev.icl.app.json.Json;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.EnginePlugin;
import dev.icl.core.engine.EnginePlugin.Availability;
import dev.icl.core.error.UserException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code icl engines}. */
@Command(
    name = "engines",
    description = "Lists the engines found on the class path: version, devices, threads.")
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
      out.println(toJson(found));
    } else if (found.isEmpty()) {
      out.println(
          "no engine on the class path; add dev.icl:icl-engine-pytorch or"
              + " dev.icl:icl-engine-tensorflow");
    } else {
      found.forEach(engine -> out.println(engine.line()));
    }
    return ExitCode.DONE;
  }

  private static String toJson(List<Found> engines) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ArrayNode list = root.putArray("engines");
    engines.forEach(engine -> engine.addTo(list.addObject()));
    return Json.of(root);
  }

  /** An engine, and what it offers or why it cannot run here. */
  private record Found(String name, Availability offer, String problem) {
    static Found of(EnginePlugin plugin, EngineOptions options) {
      try {
        return new Found(plugin.name(), plugin.probe(options), "");
      } catch (UserException e) {
        return new Found(plugin.name(), null, e.getMessage());
      }
    }

    String line() {
      return offer == null
          ? "%-12s cannot run here: %s".formatted(name, problem)
          : "%-12s version %s, devices %s, %d threads"
              .formatted(name, offer.version(), String.join(" ", offer.devices()), offer.threads());
    }

    void addTo(ObjectNode node) {
      node.put("name", name);
      node.put("available", offer != null);
      if (offer == null) {
        node.put("problem", problem);
      } else {
        node.put("version", offer.version());
        offer.devices().forEach(node.putArray("devices")::add);
        node.put("threads", offer.threads());
      }
    }
  }
}

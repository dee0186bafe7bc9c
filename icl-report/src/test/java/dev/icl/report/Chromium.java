package dev.icl.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A headless browser with one page, driven by its DevTools protocol. */
final class Chromium implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final long PATIENCE_S = 30;

  private final Process process;
  private final WebSocket socket;
  private final BlockingQueue<JsonNode> messages;
  private final List<String> complaints = new ArrayList<>();
  private int calls;

  private Chromium(Process process, WebSocket socket, BlockingQueue<JsonNode> messages) {
    this.process = process;
    this.socket = socket;
    this.messages = messages;
  }

  /** Where a browser is installed, if one is. */
  static Optional<Path> find() {
    return Stream.of(System.getenv("PATH").split(System.getProperty("path.separator")))
        .flatMap(
            folder ->
                Stream.of("chromium", "chromium-browser", "google-chrome", "chrome")
                    .map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Starts a browser.
   *
   * @param profile an empty folder for what it keeps
   */
  static Chromium start(Path program, Path profile) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(profile.resolve("log.txt").toFile())
            .start();
    try {
      int port = port(process, profile.resolve("DevToolsActivePort"));
      BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
      WebSocket socket =
          HttpClient.newHttpClient()
              .newWebSocketBuilder()
              .buildAsync(URI.create(pageOf(port)), new Listener(messages))
              .get(PATIENCE_S, TimeUnit.SECONDS);
      Chromium chromium = new Chromium(process, socket, messages);
      chromium.call("Page.enable", JSON.createObjectNode());
      chromium.call("Runtime.enable", JSON.createObjectNode());
      chromium.call("Log.enable", JSON.createObjectNode());
      chromium.call("Network.enable", JSON.createObjectNode());
      return chromium;
    } catch (IOException | InterruptedException e) {
      process.destroyForcibly();
      throw e;
    } catch (Exception e) {
      process.destroyForcibly();
      throw new IOException("no connection to " + program, e);
    }
  }

  /** Shows a file as a screen of that width does, in light or dark colours. */
  void open(Path page, int width, boolean dark) {
    open(page, width, dark, "");
  }

  /** The same at a place of the page, as {@code #case=a}. */
  void open(Path page, int width, boolean dark, String place) {
    complaints.clear();
    // a page that is open already would only be scrolled
    call("Page.navigate", JSON.createObjectNode().put("url", "about:blank"));
    ObjectNode metrics = JSON.createObjectNode();
    metrics.put("width", width).put("height", 900).put("deviceScaleFactor", 1);
    metrics.put("mobile", width < 600);
    call("Emulation.setDeviceMetricsOverride", metrics);
    ObjectNode media = JSON.createObjectNode();
    media
        .putArray("features")
        .addObject()
        .put("name", "prefers-color-scheme")
        .put("value", dark ? "dark" : "light");
    call("Emulation.setEmulatedMedia", media);
    String url = page.toUri() + place;
    call("Page.navigate", JSON.createObjectNode().put("url", url));
    awaitThat(
        "document.readyState == 'complete' && location.href == "
            + JSON.createObjectNode().textNode(url));
  }

  /** The value of an expression of JavaScript on the page. */
  JsonNode evaluate(String expression) {
    ObjectNode arguments =
        JSON.createObjectNode().put("expression", expression).put("returnByValue", true);
    JsonNode result = call("Runtime.evaluate", arguments);
    if (result.has("exceptionDetails")) {
      throw new IllegalStateException(expression + ": " + result);
    }
    return result.path("result").path("value");
  }

  /**
   * What the page logged as an error or warning, threw, or asked of a server, since it was opened.
   */
  List<String> complaints() {
    evaluate("1");
    return List.copyOf(complaints);
  }

  /** A picture of the page from top to bottom. */
  void screenshot(Path png) throws IOException {
    ObjectNode arguments = JSON.createObjectNode().put("captureBeyondViewport", true);
    JsonNode size = call("Page.getLayoutMetrics", JSON.createObjectNode()).path("cssContentSize");
    arguments
        .putObject("clip")
        .put("x", 0)
        .put("y", 0)
        .put("width", size.path("width").asInt())
        .put("height", size.path("height").asInt())
        .put("scale", 1);
    String data = call("Page.captureScreenshot", arguments).path("data").asText();
    Files.write(png, Base64.getDecoder().decode(data));
  }

  @Override
  public void close() {
    socket.abort();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().orTimeout(PATIENCE_S, TimeUnit.SECONDS).join();
  }

  private JsonNode call(String method, ObjectNode arguments) {
    int id = ++calls;
    ObjectNode request = JSON.createObjectNode().put("id", id).put("method", method);
    request.set("params", arguments);
    socket.sendText(request.toString(), true).join();
    while (true) {
      JsonNode message = next(method);
      if (message.path("id").asInt() == id) {
        if (message.has("error")) {
          throw new IllegalStateException(method + ": " + message.path("error"));
        }
        return message.path("result");
      }
    }
  }

  /** Waits until a condition of JavaScript holds on the page. */
  void awaitThat(String condition) {
    for (int i = 0; i < PATIENCE_S * 20; i++) {
      try {
        if (evaluate(condition).asBoolean()) {
          return;
        }
      } catch (IllegalStateException e) {
        // the page is just going away
        complaints.clear();
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    throw new IllegalStateException("never came true: " + condition);
  }

  private JsonNode next(String awaited) {
    try {
      JsonNode message = messages.poll(PATIENCE_S, TimeUnit.SECONDS);
      if (message == null) {
        throw new IllegalStateException("the browser does not answer: " + awaited);
      }
      note(message);
      return message;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void note(JsonNode message) {
    JsonNode parameters = message.path("params");
    switch (message.path("method").asText()) {
      case "Runtime.exceptionThrown", "Log.entryAdded" -> complaints.add(parameters.toString());
      case "Runtime.consoleAPICalled" -> {
        if (List.of("error", "warning", "assert").contains(parameters.path("type").asText())) {
          complaints.add(parameters.toString());
        }
      }
      case "Network.requestWillBeSent" -> {
        String url = parameters.path("request").path("url").asText();
        if (!url.startsWith("data:") && !url.startsWith("file:")) {
          complaints.add("asked for " + url);
        }
      }
      default -> {
        // nothing to note
      }
    }
  }

  private static int port(Process process, Path file) throws IOException, InterruptedException {
    for (int i = 0; i < PATIENCE_S * 10 && process.isAlive(); i++) {
      if (Files.exists(file)) {
        List<String> lines = Files.readAllLines(file);
        if (lines.size() > 1) {
          return Integer.parseInt(lines.get(0));
        }
      }
      Thread.sleep(100);
    }
    throw new IOException("the browser did not start; see " + file.resolveSibling("log.txt"));
  }

  private static String pageOf(int port) throws IOException, InterruptedException {
    for (int i = 0; i < PATIENCE_S * 10; i++) {
      try (var in = URI.create("http://127.0.0.1:" + port + "/json/list").toURL().openStream()) {
        for (JsonNode target : JSON.readTree(in)) {
          if (target.path("type").asText().equals("page")) {
            return target.path("webSocketDebuggerUrl").asText();
          }
        }
      }
      Thread.sleep(100);
    }
    throw new IOException("the browser shows no page");
  }

  private record Listener(BlockingQueue<JsonNode> messages, StringBuilder parts)
      implements WebSocket.Listener {
    Listener(BlockingQueue<JsonNode> messages) {
      this(messages, new StringBuilder());
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      parts.append(data);
      if (last) {
        try {
          messages.add(JSON.readTree(parts.toString()));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        parts.setLength(0);
      }
      socket.request(1);
      return null;
    }
  }
}

package dev.icl.app.bioimage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.icl.app.predict.TrainedModel;
import dev.icl.app.run.ModelExport;
import dev.icl.app.run.PortableFormat;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.engine.Engine;
import dev.icl.core.engine.EngineRules;
import dev.icl.core.engine.Program;
import dev.icl.core.engine.Variables;
import dev.icl.core.io.AtomicFile;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.HostTensor;
import dev.icl.export.program.RecordedProgram;
import dev.icl.export.program.Recorder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * A network as a package for BioImage.IO: a zip archive of its description ({@code rdf.yaml}), its
 * weights as ONNX and TorchScript, an image to try it with and what it makes of that, a picture,
 * and a text. The image is an artificial one: nothing of a patient is in a package.
 */
public final class BioImagePackage {
  /** The name of the format. */
  public static final String FORMAT = "bioimageio";

  private static final List<String> AXES = List.of("z", "y", "x");
  private static final int MOST_AXES = AXES.size();

  private static final YAMLMapper YAML =
      YAMLMapper.builder().disable(YAMLGenerator.Feature.SPLIT_LINES).build();

  private final TrainedModel model;
  private final Publication publication;
  private final Clock clock;

  /**
   * @param model the network
   * @param publication what no checkpoint tells
   * @param clock of the package's date
   */
  public BioImagePackage(TrainedModel model, Publication publication, Clock clock) {
    this.model = model;
    this.publication = publication;
    this.clock = clock;
  }

  /**
   * Writes the package.
   *
   * @param engine holds no variables yet; it computes what the network makes of the image
   * @param target a file that does not exist yet
   * @throws dev.icl.core.error.UserException if the checkpoint is of another network, the
   *     preprocessing cannot be described, an operation has no translation, or the file exists or
   *     cannot be written
   */
  public void write(Engine engine, Path target) {
    AtomicFile.refuseExisting(target, false);
    int rank = model.network().spatialRank();
    List<String> axes = AXES.subList(MOST_AXES - rank, MOST_AXES);
    List<Processing> steps = Processing.of(model.inputs(), axes);
    model.createIn(engine);
    Program program = program();
    RecordedProgram recorded = recorded(program, engine.variables());
    Tiles tiles = Tiles.of(recorded, model.config().train().patch(), model.network().divisors());
    HostTensor image = TestImage.of(model.inputs().channels().size(), tiles.test(), steps);
    HostTensor seen = TestImage.processed(image, steps);
    HostTensor probabilities = probabilities(engine, program, seen);
    PackageFiles files = new PackageFiles();
    try {
      files.add(PackageFiles.ONNX, PortableFormat.ONNX.bytes(recorded));
      files.add(PackageFiles.TORCHSCRIPT, PortableFormat.TORCHSCRIPT.bytes(recorded));
      files.add(PackageFiles.TEST_INPUT, Npy.of(image));
      files.add(PackageFiles.TEST_OUTPUT, Npy.of(probabilities));
      files.add(PackageFiles.COVER, TestImage.cover(seen, probabilities));
    } catch (IOException e) {
      throw AtomicFile.unwritable(target, e);
    }
    String text = new PackageText(model, publication, tiles, steps).markdown();
    files.add(PackageFiles.README, text.getBytes(StandardCharsets.UTF_8));
    ModelDescription description =
        new ModelDescription(model, publication, axes, tiles, steps, files);
    String timestamp = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    files.add(PackageFiles.DESCRIPTION, yaml(description.fields(timestamp)));
    AtomicFile.write(target, false, files::writeTo);
  }

  private Program program() {
    return (scope, inputs) ->
        Map.of(
            ModelDescription.PROBABILITIES,
            scope
                .ops()
                .softmax(model.network().apply(scope, inputs.get(ModelExport.IMAGES)).logits(), 1));
  }

  private RecordedProgram recorded(Program program, Variables variables) {
    return new Recorder(variables)
        .record(program, ModelExport.inputs(model), model.network().divisors());
  }

  private static HostTensor probabilities(Engine engine, Program program, HostTensor image) {
    try (CompiledProgram compiled = engine.compile(program, Compilation.inference())) {
      return EngineRules.output(
          compiled.run(Map.of(ModelExport.IMAGES, image), RandomKey.of(0)),
          ModelDescription.PROBABILITIES);
    }
  }

  private static byte[] yaml(Map<String, Object> fields) {
    try {
      return YAML.writeValueAsBytes(fields);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}

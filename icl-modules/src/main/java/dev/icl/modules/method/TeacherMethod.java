package dev.icl.modules.method;

import dev.icl.core.engine.VariableSpec;
import dev.icl.modules.network.Kept;
import dev.icl.modules.network.SegmentationNetwork;
import java.util.List;

/** The base of methods in which a {@link Teacher} follows the backbone. */
public abstract class TeacherMethod extends BackboneMethod {
  private final Teacher teacher;

  /**
   * A method without variables beside the teacher's.
   *
   * @param name as the configuration has it
   * @param network the backbone, which is the student
   */
  protected TeacherMethod(String name, SegmentationNetwork network) {
    this(name, network, network.variables());
  }

  /**
   * A method with variables beside the teacher's.
   *
   * @param name as the configuration has it
   * @param network the backbone, which is the student
   * @param variables the backbone's first, then the method's own, without the teacher's
   */
  protected TeacherMethod(String name, SegmentationNetwork network, List<VariableSpec> variables) {
    super(name, network, new Teacher(network).besides(variables));
    this.teacher = new Teacher(network);
  }

  /** The moving average of the backbone. */
  protected final Teacher teacher() {
    return teacher;
  }

  /** The result of {@link #kept} for a method that keeps its teacher in place of the student. */
  protected final Kept keptTeacher() {
    return new Kept(network(), List.of(Teacher.PREFIX));
  }
}

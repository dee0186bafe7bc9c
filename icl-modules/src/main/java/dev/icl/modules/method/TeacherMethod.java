package dev.icl.modules.method;

import dev.icl.core.engine.VariableSpec;
import dev.icl.modules.network.Kept;
import dev.icl.modules.network.SegmentationNetwork;
import java.util.List;

/** The base of methods in which a {@link Teacher} follows the backbone. */
public abstract class TeacherMethod extends BackboneMethod {
  private final Teacher teacher;
  private final KeptCopy keep;

  /**
   * A method without variables beside the teacher's, which keeps the student.
   *
   * @param name as the configuration has it
   * @param network the backbone, which is the student
   */
  protected TeacherMethod(String name, SegmentationNetwork network) {
    this(name, network, KeptCopy.STUDENT);
  }

  /**
   * A method without variables beside the teacher's.
   *
   * @param name as the configuration has it
   * @param network the backbone, which is the student
   * @param keep the copy that is validated, saved and predicted with
   */
  protected TeacherMethod(String name, SegmentationNetwork network, KeptCopy keep) {
    this(name, network, network.variables(), keep);
  }

  /**
   * A method with variables beside the teacher's, which keeps the student.
   *
   * @param name as the configuration has it
   * @param network the backbone, which is the student
   * @param variables the backbone's first, then the method's own, without the teacher's
   */
  protected TeacherMethod(String name, SegmentationNetwork network, List<VariableSpec> variables) {
    this(name, network, variables, KeptCopy.STUDENT);
  }

  /**
   * A method with variables beside the teacher's.
   *
   * @param name as the configuration has it
   * @param network the backbone, which is the student
   * @param variables the backbone's first, then the method's own, without the teacher's
   * @param keep the copy that is validated, saved and predicted with
   */
  protected TeacherMethod(
      String name, SegmentationNetwork network, List<VariableSpec> variables, KeptCopy keep) {
    super(name, network, new Teacher(network).besides(variables));
    this.teacher = new Teacher(network);
    this.keep = keep;
  }

  @Override
  public List<String> copies() {
    return List.of(teacher.prefix());
  }

  @Override
  public Kept kept() {
    return keep == KeptCopy.TEACHER ? keptTeacher() : super.kept();
  }

  /** The moving average of the backbone. */
  protected final Teacher teacher() {
    return teacher;
  }

  /** The result of {@link #kept} for a method that keeps its teacher in place of the student. */
  protected final Kept keptTeacher() {
    return teacher.kept();
  }
}

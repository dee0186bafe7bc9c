package dev.icl.cli.errors;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Java sources as the compiler understands them: every name resolved to what it means. */
final class SourceTrees {
  private final Trees trees;
  private final List<Call> calls = new ArrayList<>();
  private final Map<ExecutableElement, List<TreePath>> returns = new HashMap<>();
  private final Map<Element, TreePath> values = new LinkedHashMap<>();
  private final Set<Element> reassigned = new HashSet<>();

  private SourceTrees(Trees trees) {
    this.trees = trees;
  }

  /**
   * A call of a method or a constructor.
   *
   * @param target what is called
   * @param arguments in their order
   * @param within the method that the call stands in; empty in an initializer
   * @param file the class that the call stands in, as {@code dev.icl.core.tensor.Device}
   */
  record Call(
      ExecutableElement target,
      List<TreePath> arguments,
      Optional<ExecutableElement> within,
      String file) {}

  /** Understands the sources by means of the test's class path. */
  static SourceTrees of(List<Path> sources) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of("-proc:none", "-classpath", System.getProperty("java.class.path"));
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  // sources for Spark are among them, which is on no class path here
                  Writer.nullWriter(),
                  files,
                  null,
                  options,
                  null,
                  files.getJavaFileObjectsFromPaths(sources));
      List<CompilationUnitTree> units = new ArrayList<>();
      task.parse().forEach(units::add);
      task.analyze();
      SourceTrees result = new SourceTrees(Trees.instance(task));
      units.forEach(unit -> result.new Collector().scan(unit, null));
      return result;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every call, in the order of the sources. */
  List<Call> calls() {
    return calls;
  }

  /** What a name or a call stands for. */
  Element element(TreePath path) {
    return trees.getElement(path);
  }

  /** Whether the expression is a text. */
  boolean isText(TreePath path) {
    return String.valueOf(trees.getTypeMirror(path)).equals("java.lang.String");
  }

  /** What a variable is set to, if that is in one place only. */
  Optional<TreePath> valueOf(Element variable) {
    return reassigned.contains(variable)
        ? Optional.empty()
        : Optional.ofNullable(values.get(variable));
  }

  /** What a method of these sources returns, an expression for each way out. */
  List<TreePath> returnsOf(Element method) {
    return returns.getOrDefault(method, List.of());
  }

  private final class Collector extends TreePathScanner<Void, Void> {
    @Override
    public Void visitMethodInvocation(MethodInvocationTree call, Void none) {
      note(call.getArguments());
      return super.visitMethodInvocation(call, none);
    }

    @Override
    public Void visitNewClass(NewClassTree call, Void none) {
      note(call.getArguments());
      return super.visitNewClass(call, none);
    }

    private void note(List<? extends ExpressionTree> arguments) {
      if (element(getCurrentPath()) instanceof ExecutableElement target) {
        calls.add(new Call(target, paths(arguments), method(getCurrentPath()), file()));
      }
    }

    private List<TreePath> paths(List<? extends ExpressionTree> expressions) {
      List<TreePath> paths = new ArrayList<>();
      expressions.forEach(expression -> paths.add(new TreePath(getCurrentPath(), expression)));
      return paths;
    }

    private String file() {
      CompilationUnitTree unit = getCurrentPath().getCompilationUnit();
      String name = Path.of(unit.getSourceFile().getName()).getFileName().toString();
      return unit.getPackageName() + "." + name.replace(".java", "");
    }

    @Override
    public Void visitReturn(ReturnTree statement, Void none) {
      if (statement.getExpression() != null) {
        method(getCurrentPath())
            .ifPresent(
                method ->
                    returns
                        .computeIfAbsent(method, m -> new ArrayList<>())
                        .add(new TreePath(getCurrentPath(), statement.getExpression())));
      }
      return super.visitReturn(statement, none);
    }

    @Override
    public Void visitVariable(VariableTree variable, Void none) {
      if (variable.getInitializer() != null) {
        values.put(
            element(getCurrentPath()), new TreePath(getCurrentPath(), variable.getInitializer()));
      }
      return super.visitVariable(variable, none);
    }

    @Override
    public Void visitAssignment(AssignmentTree assignment, Void none) {
      if (assignment.getVariable() instanceof IdentifierTree name) {
        reassigned.add(element(new TreePath(getCurrentPath(), name)));
      }
      return super.visitAssignment(assignment, none);
    }

    /** The method around a place; empty within a lambda, whose values are not the method's. */
    private Optional<ExecutableElement> method(TreePath place) {
      for (TreePath at = place; at != null; at = at.getParentPath()) {
        if (at.getLeaf() instanceof MethodTree) {
          return Optional.of((ExecutableElement) element(at));
        }
        boolean returned = place.getLeaf() instanceof ReturnTree;
        if (returned && at.getLeaf().getKind() == Tree.Kind.LAMBDA_EXPRESSION) {
          return Optional.empty();
        }
      }
      return Optional.empty();
    }
  }
}

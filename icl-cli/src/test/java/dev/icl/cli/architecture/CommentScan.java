package dev.icl.cli.architecture;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/** The Javadoc of Java sources, read from the syntax trees of the JDK's own compiler. */
final class CommentScan extends TreePathScanner<Void, Void> {
  private static final Pattern QUESTION =
      Pattern.compile(
          "(What|How|Which|Where|Who|Whom|Whose|Why|When|Whether"
              + "|(At|By|For|From|In|Of|On|To|Under|With) (what|which|whom|whose|where))\\b.*",
          Pattern.DOTALL);
  private static final int MANY_PARAMETERS = 3;

  private final DocTrees docs;
  private final List<String> questions = new ArrayList<>();
  private final List<String> undocumented = new ArrayList<>();
  private final Set<String> packages = new HashSet<>();
  private final Set<String> publicPackages = new HashSet<>();
  private CompilationUnitTree unit;
  private Set<String> components = Set.of();
  private boolean visible;

  private CommentScan(DocTrees docs) {
    this.docs = docs;
  }

  /** The scan of some sources, which need not compile beyond their syntax. */
  static CommentScan of(List<? extends JavaFileObject> sources) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    JavacTask task =
        (JavacTask) compiler.getTask(null, null, null, List.of("-proc:none"), null, sources);
    CommentScan scan = new CommentScan(DocTrees.instance(task));
    for (CompilationUnitTree unit : task.parse()) {
      scan.unit = unit;
      scan.visible = true;
      scan.scan(unit, null);
    }
    return scan;
  }

  /** Types whose first sentence is an indirect question. */
  List<String> questions() {
    return questions;
  }

  /**
   * Public methods and constructors of three or more parameters that do not document each; a
   * record's comment does so for its constructors.
   */
  List<String> undocumented() {
    return undocumented;
  }

  /** Packages with a public type and without a comment of their own. */
  Set<String> undescribedPackages() {
    Set<String> left = new HashSet<>(publicPackages);
    left.removeAll(packages);
    return left;
  }

  @Override
  public Void visitCompilationUnit(CompilationUnitTree tree, Void none) {
    if (tree.getSourceFile().getName().endsWith("package-info.java")) {
      packages.add(tree.getPackageName().toString());
    }
    return super.visitCompilationUnit(tree, none);
  }

  @Override
  public Void visitClass(ClassTree tree, Void none) {
    DocCommentTree comment = docs.getDocCommentTree(getCurrentPath());
    if (comment != null && QUESTION.matcher(text(comment.getFirstSentence())).matches()) {
      questions.add(place(tree) + ": " + text(comment.getFirstSentence()));
    }
    boolean outside = visible;
    visible = outside && isPublic(tree.getModifiers());
    if (visible) {
      publicPackages.add(String.valueOf(unit.getPackageName()));
    }
    Set<String> around = components;
    components = tree.getKind() == Tree.Kind.RECORD ? documented() : Set.of();
    super.visitClass(tree, none);
    components = around;
    visible = outside;
    return null;
  }

  @Override
  public Void visitMethod(MethodTree tree, Void none) {
    if (visible
        && tree.getParameters().size() >= MANY_PARAMETERS
        && isPublic(tree.getModifiers())
        && !isOverride(tree)) {
      Set<String> missing =
          tree.getParameters().stream()
              .map(parameter -> parameter.getName().toString())
              .collect(Collectors.toCollection(LinkedHashSet::new));
      missing.removeAll(documented());
      if (tree.getReturnType() == null) {
        missing.removeAll(components);
      }
      if (!missing.isEmpty()) {
        undocumented.add(place(tree) + ": " + tree.getName() + " " + missing);
      }
    }
    return super.visitMethod(tree, none);
  }

  /** Whether a declaration is public; members of an interface are, unless they say otherwise. */
  private boolean isPublic(ModifiersTree modifiers) {
    Tree parent = getCurrentPath().getParentPath().getLeaf();
    boolean inInterface =
        Set.of(Tree.Kind.INTERFACE, Tree.Kind.ANNOTATION_TYPE).contains(parent.getKind());
    return modifiers.getFlags().contains(Modifier.PUBLIC)
        || inInterface && !modifiers.getFlags().contains(Modifier.PRIVATE);
  }

  private static boolean isOverride(MethodTree tree) {
    return tree.getModifiers().getAnnotations().stream()
        .anyMatch(annotation -> annotation.getAnnotationType().toString().equals("Override"));
  }

  private Set<String> documented() {
    DocCommentTree comment = docs.getDocCommentTree(getCurrentPath());
    return comment == null
        ? Set.of()
        : comment.getBlockTags().stream()
            .filter(ParamTree.class::isInstance)
            .map(tag -> ((ParamTree) tag).getName().toString())
            .collect(Collectors.toSet());
  }

  private String place(Tree tree) {
    long at = docs.getSourcePositions().getStartPosition(unit, tree);
    return unit.getSourceFile().getName() + ":" + unit.getLineMap().getLineNumber(at);
  }

  private static String text(List<? extends DocTree> trees) {
    return trees.stream().map(DocTree::toString).collect(Collectors.joining());
  }
}

package dev.icl.cli.errors;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.util.TreePath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;

/**
 * The texts an expression can become, as {@code {file} is no text; repeat the training.}: what is
 * only known at run time is its expression in braces.
 */
final class TextPattern {
  private static final Pattern SPECIFIER =
      Pattern.compile("%[-#+ 0,(]*[0-9]*(\\.[0-9]+)?[a-zA-Z%]");
  private static final int DEEPEST = 4;
  private static final int MOST_VARIANTS = 24;

  private final SourceTrees sources;
  private final Set<Element> parametersLeft = new LinkedHashSet<>();

  TextPattern(SourceTrees sources) {
    this.sources = sources;
  }

  /** Text parameters of the enclosing method that the last expression depends on. */
  Set<Element> parametersLeft() {
    return parametersLeft;
  }

  /**
   * Every text that the expression can become.
   *
   * @param known texts of parameters
   */
  List<String> of(TreePath expression, Map<Element, String> known) {
    return distinct(of(expression, known, 0));
  }

  private List<String> of(TreePath path, Map<Element, String> known, int depth) {
    if (path.getLeaf() instanceof LiteralTree literal) {
      return List.of(String.valueOf(literal.getValue()));
    }
    if (path.getLeaf() instanceof ParenthesizedTree inner) {
      return of(child(path, inner.getExpression()), known, depth);
    }
    if (path.getLeaf() instanceof BinaryTree sum && sources.isText(path)) {
      return joined(
          of(child(path, sum.getLeftOperand()), known, depth),
          of(child(path, sum.getRightOperand()), known, depth));
    }
    if (path.getLeaf() instanceof ConditionalExpressionTree choice
        && sources.isText(child(path, choice.getFalseExpression()))) {
      List<String> both =
          new ArrayList<>(of(child(path, choice.getTrueExpression()), known, depth));
      both.addAll(of(child(path, choice.getFalseExpression()), known, depth));
      return both;
    }
    if (path.getLeaf() instanceof SwitchExpressionTree choice && sources.isText(path)) {
      return ofCases(path, choice, known, depth);
    }
    if (path.getLeaf() instanceof MethodInvocationTree call) {
      return ofCall(path, call, known, depth);
    }
    return ofName(path, known, depth);
  }

  private List<String> ofCases(
      TreePath path, SwitchExpressionTree choice, Map<Element, String> known, int depth) {
    List<String> all = new ArrayList<>();
    for (CaseTree branch : choice.getCases()) {
      if (branch.getBody() instanceof ExpressionTree value) {
        all.addAll(of(child(child(path, branch), value), known, depth));
      }
    }
    return all.isEmpty() ? placeholder(path) : all;
  }

  private List<String> ofName(TreePath path, Map<Element, String> known, int depth) {
    Element element = sources.element(path);
    if (element != null && known.containsKey(element)) {
      return List.of(known.get(element));
    }
    if (element instanceof VariableElement variable) {
      if (variable.getConstantValue() != null) {
        return List.of(variable.getConstantValue().toString());
      }
      if (element.getKind() == ElementKind.PARAMETER && sources.isText(path)) {
        parametersLeft.add(element);
      }
      if (element.getKind() == ElementKind.LOCAL_VARIABLE && sources.isText(path)) {
        return sources
            .valueOf(element)
            .filter(value -> depth < DEEPEST)
            .map(value -> of(value, known, depth + 1))
            .filter(TextPattern::holdsWords)
            .orElseGet(() -> placeholder(path));
      }
    }
    return placeholder(path);
  }

  private List<String> ofCall(
      TreePath path, MethodInvocationTree call, Map<Element, String> known, int depth) {
    Element element = sources.element(path);
    if (!(element instanceof ExecutableElement method)) {
      return placeholder(path);
    }
    String name = method.getSimpleName().toString();
    boolean ofString = method.getEnclosingElement().toString().equals("java.lang.String");
    if (name.equals("formatted") && ofString) {
      TreePath select = child(path, call.getMethodSelect());
      ExpressionTree format = ((MemberSelectTree) call.getMethodSelect()).getExpression();
      return filled(
          of(child(select, format), known, depth), path, call.getArguments(), known, depth);
    }
    boolean formats = name.equals("format") && ofString;
    boolean ours = method.getEnclosingElement().toString().equals("dev.icl.cli.Texts");
    if (formats || ours && name.equals("format")) {
      List<? extends ExpressionTree> all = call.getArguments();
      return filled(
          of(child(path, all.get(0)), known, depth),
          path,
          all.subList(1, all.size()),
          known,
          depth);
    }
    return ofOwnMethod(path, call, method, known, depth);
  }

  /** A method of the sources that makes a text, such as the reason within a sentence. */
  private List<String> ofOwnMethod(
      TreePath path,
      MethodInvocationTree call,
      ExecutableElement method,
      Map<Element, String> known,
      int depth) {
    List<TreePath> returns = sources.returnsOf(method);
    if (depth >= DEEPEST || returns.isEmpty() || !sources.isText(path)) {
      return placeholder(path);
    }
    Map<Element, String> inner = new HashMap<>();
    for (int i = 0; i < method.getParameters().size() && i < call.getArguments().size(); i++) {
      TreePath argument = child(path, call.getArguments().get(i));
      inner.put(method.getParameters().get(i), of(argument, known, depth + 1).get(0));
    }
    List<String> all = new ArrayList<>();
    returns.forEach(value -> all.addAll(of(value, inner, depth + 1)));
    return holdsWords(all) ? all : placeholder(path);
  }

  private List<String> filled(
      List<String> formats,
      TreePath path,
      List<? extends ExpressionTree> arguments,
      Map<Element, String> known,
      int depth) {
    List<String> results = new ArrayList<>();
    for (String format : formats) {
      Matcher specifier = SPECIFIER.matcher(format);
      List<String> texts = List.of("");
      int next = 0;
      int end = 0;
      while (specifier.find()) {
        texts = joined(texts, List.of(format.substring(end, specifier.start())));
        end = specifier.end();
        if (specifier.group().equals("%%")) {
          texts = joined(texts, List.of("%"));
        } else if (specifier.group().equals("%n")) {
          texts = joined(texts, List.of("\n"));
        } else {
          texts = joined(texts, of(child(path, arguments.get(next++)), known, depth));
        }
      }
      results.addAll(joined(texts, List.of(format.substring(end))));
    }
    return results;
  }

  private static List<String> joined(List<String> left, List<String> right) {
    List<String> all = new ArrayList<>();
    left.forEach(l -> right.forEach(r -> all.add(l + r)));
    if (all.size() > MOST_VARIANTS) {
      throw new IllegalStateException("too many variants of " + all.get(0));
    }
    return all;
  }

  private static boolean holdsWords(List<String> texts) {
    return texts.stream().anyMatch(text -> text.replaceAll("\\{[^}]*}", "").strip().contains(" "));
  }

  private List<String> placeholder(TreePath path) {
    return List.of("{" + path.getLeaf().toString().replaceAll("\\s+", " ") + "}");
  }

  private static List<String> distinct(List<String> texts) {
    return texts.stream().distinct().toList();
  }

  private static TreePath child(TreePath parent, com.sun.source.tree.Tree leaf) {
    return new TreePath(parent, leaf);
  }
}

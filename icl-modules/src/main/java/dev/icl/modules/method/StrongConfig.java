package dev.icl.modules.method;

import dev.icl.core.settings.Checked;
import dev.icl.core.settings.Doc;
import dev.icl.core.settings.Inline;
import dev.icl.core.settings.Rules;

/**
 * The settings of methods that learn hard labels of weak views on strong ones.
 *
 * @param labels the hard labels that count
 * @param targets whose labels they are
 * @param cutMix boxes of other images
 */
public record StrongConfig(
    @Inline HardLabelConfig labels, @Doc(Targets.DOC) Targets targets, CutMixConfig cutMix)
    implements Checked {
  @Override
  public void check(Rules rules) {
    rules.must(
        targets == Targets.SELF || targets == Targets.TEACHER,
        "targets",
        "be self or teacher with methods of strong views",
        targets.word());
  }
}

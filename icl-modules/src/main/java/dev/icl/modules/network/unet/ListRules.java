package dev.icl.modules.network.unet;

import dev.icl.core.error.UserException;
import dev.icl.core.settings.Rules;
import dev.icl.core.text.Counts;
import java.util.Collections;
import java.util.List;

/** The rules of the lists that describe a U-Net. */
final class ListRules {
  private final UNetSettings settings;
  private final Rules rules;
  private final int levels;

  private ListRules(UNetSettings settings, Rules rules) {
    this.settings = settings;
    this.rules = rules;
    this.levels = settings.features().size();
  }

  /** Tells which rules the settings break. */
  static void check(UNetSettings settings, Rules rules) {
    if (!rules.unread("plan")) {
      ListRules lists = new ListRules(settings, rules);
      if (settings.plan() == PlanKind.AUTO) {
        lists.requireNone();
      } else {
        lists.requireAll();
      }
    }
  }

  /**
   * Refuses settings that were put together by a program.
   *
   * @throws UserException for the first rule that they break, or a number below 1
   */
  static void require(UNetSettings settings) {
    check(
        settings,
        new Rules() {
          @Override
          public void must(boolean holds, String key, String rule, Object value) {
            if (!holds) {
              throw new UserException("network.%s: %s must %s.".formatted(key, value, rule));
            }
          }

          @Override
          public boolean unread(String... keys) {
            return false;
          }
        });
  }

  private void requireNone() {
    requireNone("features", settings.features());
    requireNone("strides", settings.strides());
    requireNone("kernels", settings.kernels());
    requireNone("blocks", settings.blocks());
    requireNone("decoder_convolutions", settings.decoderConvolutions());
  }

  private void requireNone(String key, List<?> list) {
    rules.must(list.isEmpty(), key, "be left out unless network.plan is given", list);
  }

  private void requireAll() {
    rules.must(
        levels >= 2,
        "features",
        "have a number for each of at least two levels, as network.plan is given",
        settings.features());
    if (levels >= 2 && !rules.unread("features")) {
      requireStrides();
      requireKernels();
      requireCount("blocks", settings.blocks(), levels);
      requireCount("decoder_convolutions", settings.decoderConvolutions(), levels - 1);
    }
  }

  private void requireStrides() {
    List<List<Integer>> strides = settings.strides();
    rules.must(
        areLists(strides),
        "strides",
        "have a list of 2 or 3 numbers, as many in each, for each of the %d network.features"
            .formatted(levels),
        strides);
    if (areLists(strides)) {
      rules.must(
          strides.get(0).equals(Collections.nCopies(strides.get(0).size(), 1)),
          "strides",
          "be 1 along each axis at the first level",
          strides);
    }
  }

  private void requireKernels() {
    List<List<Integer>> kernels = settings.kernels();
    boolean fit =
        areLists(kernels)
            && (!areLists(settings.strides())
                || kernels.get(0).size() == settings.strides().get(0).size());
    rules.must(
        fit,
        "kernels",
        "have a list of as many numbers as those of network.strides for each of the %d network.features"
            .formatted(levels),
        kernels);
    rules.must(
        kernels.stream().flatMap(List::stream).allMatch(size -> size % 2 == 1),
        "kernels",
        "be odd",
        kernels);
  }

  private void requireCount(String key, List<Integer> list, int count) {
    rules.must(
        list.isEmpty() || list.size() == count,
        key,
        "have %s or none, for the %d network.features"
            .formatted(Counts.of(count, "number"), levels),
        list);
  }

  private boolean areLists(List<List<Integer>> lists) {
    return lists.size() == levels
        && (lists.get(0).size() == 2 || lists.get(0).size() == 3)
        && lists.stream().allMatch(list -> list.size() == lists.get(0).size());
  }
}

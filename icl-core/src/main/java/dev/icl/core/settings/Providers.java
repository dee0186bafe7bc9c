package dev.icl.core.settings;

import dev.icl.core.error.UnknownName;
import dev.icl.core.error.UserException;
import java.lang.ref.SoftReference;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The providers of one kind, by name.
 *
 * @param <P> the kind, as {@code NetworkProvider}
 */
public final class Providers<P extends Provider<?>> {
  /**
   * What was found before, by class loader and interface. Values hold on to their loader, so they
   * are soft.
   */
  private static final Map<ClassLoader, Map<Class<?>, SoftReference<Providers<?>>>> FOUND =
      Collections.synchronizedMap(new WeakHashMap<>());

  /** A name stands in configurations, on command lines and in names of files. */
  private static final Pattern NAME = Pattern.compile("[a-z0-9_+-]+");

  private final String section;
  private final String kind;
  private final List<P> all;

  /**
   * The given providers and no others.
   *
   * @param section of the configuration that names one of them, as {@code network}
   * @param kind what they are, as {@code network}
   * @param all in the order of listings
   * @throws UserException if two have the same name, or one has none that can be written everywhere
   */
  public Providers(String section, String kind, List<? extends P> all) {
    this(section, kind, all, "");
  }

  /**
   * @param home the jar or folder of those that come with the program; empty if none does
   */
  private Providers(String section, String kind, List<? extends P> all, String home) {
    this.section = section;
    this.kind = kind;
    this.all = List.copyOf(all);
    for (int i = 0; i < all.size(); i++) {
      requireName(kind, all.get(i));
      P twin = find(all.get(i).name()).orElseThrow();
      if (twin != all.get(i)) {
        throw sameName(twin, all.get(i), home);
      }
    }
  }

  private static void requireName(String kind, Provider<?> provider) {
    if (!NAME.matcher(provider.name()).matches()) {
      throw new UserException(
          "A plugin on the class path, of the kind %s, has the name '%s', but names are made of lower-case letters, digits, '-', '_' and '+' (%s): mend its jar, or leave it off the class path."
              .formatted(kind, provider.name(), Origin.described(provider)));
    }
  }

  private UserException sameName(P one, P other, String home) {
    boolean first = Origin.of(one.getClass()).equals(home);
    if (first == Origin.of(other.getClass()).equals(home)) {
      return new UserException(
          "%s.name: two plugins on the class path are named '%s', %s and %s; keep one of them."
              .formatted(section, one.name(), Origin.described(one), Origin.described(other)));
    }
    return new UserException(
        "%s.name: the plugin %s is named '%s' as the built-in %s is; give it another name, or leave its jar off the class path."
            .formatted(section, Origin.described(first ? other : one), one.name(), kind));
  }

  /**
   * Every provider that {@link ServiceLoader} finds, in the order of the class path, which is
   * searched once for each context class loader.
   *
   * @param section of the configuration that names one of them
   * @param kind what they are, for error messages
   * @param type the interface
   * @throws UserException if two have the same name, or one cannot be loaded, has no proper name,
   *     does not tell its description or defaults, or has a setting that no configuration gives
   */
  public static <P extends Provider<?>> Providers<P> installed(
      String section, String kind, Class<? super P> type) {
    return installed(section, kind, type, Set.of());
  }

  /**
   * The same for a section with keys of its own, which no provider may have.
   *
   * @param section of the configuration that names one of them
   * @param kind what they are, for error messages
   * @param type the interface
   * @param taken these keys, beside {@code name}
   * @throws UserException as above
   */
  @SuppressWarnings("unchecked") // an interface of a kind is that of its providers
  public static <P extends Provider<?>> Providers<P> installed(
      String section, String kind, Class<? super P> type, Set<String> taken) {
    Map<Class<?>, SoftReference<Providers<?>>> known =
        FOUND.computeIfAbsent(Services.loader(), key -> new ConcurrentHashMap<>());
    SoftReference<Providers<?>> before = known.get(type);
    Providers<?> found = before == null ? null : before.get();
    if (found == null) {
      found = Providers.<P>search(section, kind, type, taken);
      known.put(type, new SoftReference<>(found));
    }
    return (Providers<P>) found;
  }

  @SuppressWarnings("unchecked") // as above
  private static <P extends Provider<?>> Providers<P> search(
      String section, String kind, Class<? super P> type, Set<String> taken) {
    return Services.load(
        kind,
        type,
        found -> {
          List<P> providers = found.stream().map(each -> (P) each).toList();
          providers.forEach(provider -> requireFacts(kind, provider, taken));
          return new Providers<>(section, kind, providers, Origin.of(type));
        });
  }

  /** A plugin that cannot even tell what it is would fail in the midst of a listing. */
  private static void requireFacts(String kind, Provider<?> provider, Set<String> taken) {
    String unusedName = PluginCalls.fact(kind, provider, "name()", provider::name);
    String unusedText = PluginCalls.fact(kind, provider, "description()", provider::description);
    Record defaults = PluginCalls.fact(kind, provider, "defaults()", provider::defaults);
    Optional<String> trouble =
        PluginCalls.fact(kind, provider, "defaults()", () -> SettingTypes.trouble(defaults, taken));
    if (trouble.isPresent()) {
      throw PluginCalls.broken(kind, provider, trouble.get(), null);
    }
  }

  /** The section of the configuration that names one of them. */
  public String section() {
    return section;
  }

  /** The word for them in error messages, as {@code network}. */
  public String kind() {
    return kind;
  }

  /** Every provider, in the order of listings. */
  public List<P> all() {
    return all;
  }

  /** Every name, in the order of listings. */
  public List<String> names() {
    return all.stream().map(Provider::name).toList();
  }

  /** The provider of that name; empty if there is none. */
  public Optional<P> find(String name) {
    return all.stream().filter(provider -> provider.name().equals(name)).findFirst();
  }

  /**
   * The provider of that name.
   *
   * @throws UserException if there is none, with the names there are
   */
  public P select(String name) {
    return find(name)
        .orElseThrow(() -> UnknownName.ofPlugin(section + ".name", kind, name, names()));
  }
}

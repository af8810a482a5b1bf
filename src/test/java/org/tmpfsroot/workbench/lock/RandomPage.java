package org.tmpfsroot.workbench.lock;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Small repositories and jobs made by chance, as pages of {@link TextCase}: several versions,
 * architectures and repositories, dependencies of every kind among few names, so that they meet and
 * clash. The same page for the same seed.
 */
final class RandomPage {
  private static final List<String> VERSIONS =
      List.of("1-1", "2-1", "1-2", "2.0-1", "1~rc1-1", "1^git1-1", "3-1", "1:1-1");
  private static final List<String> RELATIONS = List.of("=", ">=", "<=", "<", ">");
  private static final List<String> RICH =
      List.of(
          "(%s or %s)",
          "(%s and %s)",
          "(%s if %s)",
          "(%s if %s else %s)",
          "(%s unless %s)",
          "(%s unless %s else %s)",
          "(%s with %s)",
          "(%s without %s)",
          "((%s or %s) if %s)",
          "(%s if (%s or %s))",
          "(%s or (%s and %s))",
          "((%s with %s) or %s)",
          "(%s and (%s if %s))");

  private final SplittableRandom random;
  private final List<String> names = new ArrayList<>();
  private final boolean multilib;
  private final boolean rich;
  private final boolean weak;
  private final boolean obsoletes;
  private final int density;

  /** A package's text, but for the repository it is in. */
  private record Pkg(String nevra, String text) {}

  private RandomPage(long seed) {
    random = new SplittableRandom(seed);
    int count = 3 + random.nextInt(12);
    for (int i = 0; i < count; i++) {
      names.add(i % 4 == 3 ? names.get(i - 1) + "-x" : String.valueOf((char) ('a' + i)) + "p");
    }
    multilib = chance(25);
    rich = chance(60);
    weak = chance(50);
    obsoletes = chance(50);
    density = 1 + random.nextInt(3);
  }

  static String of(long seed) {
    return new RandomPage(seed).page();
  }

  private String page() {
    List<Pkg> packages = packages();
    int repos = chance(50) ? 1 : 2 + random.nextInt(2);
    boolean priorities = chance(40);
    boolean costs = chance(40);
    StringBuilder out = new StringBuilder();
    List<StringBuilder> texts = new ArrayList<>();
    for (int i = 0; i < repos; i++) {
      texts.add(
          new StringBuilder("repo r" + i)
              .append(priorities ? " priority=" + (98 + random.nextInt(3)) : "")
              .append(costs ? " cost=" + (999 + random.nextInt(3)) : "")
              .append('\n'));
    }
    for (Pkg pkg : packages) {
      int home = random.nextInt(repos);
      texts.get(home).append("package ").append(pkg.nevra()).append('\n').append(pkg.text());
      if (repos > 1 && chance(15)) {
        texts
            .get((home + 1) % repos)
            .append("package ")
            .append(pkg.nevra())
            .append('\n')
            .append(pkg.text());
      }
    }
    boolean groups = chance(30);
    if (groups) {
      texts.get(random.nextInt(repos)).append(groups());
    }
    texts.forEach(out::append);
    return out.append(job(packages, groups)).toString();
  }

  private List<Pkg> packages() {
    List<Pkg> packages = new ArrayList<>();
    for (String name : names) {
      List<String> versions = new ArrayList<>(VERSIONS);
      boolean noarch = chance(20);
      for (int i = chance(60) ? 1 : 2 + random.nextInt(2); i > 0; i--) {
        String version = versions.remove(random.nextInt(versions.size()));
        String arch = noarch != chance(5) ? "noarch" : "x86_64";
        String text = pkg(name);
        packages.add(new Pkg(name + "-" + version + "." + arch, text));
        if (multilib && arch.equals("x86_64") && chance(50)) {
          packages.add(new Pkg(name + "-" + version + ".i686", chance(60) ? text : pkg(name)));
        }
      }
    }
    return packages;
  }

  private String pkg(String name) {
    StringBuilder text = new StringBuilder();
    some(text, "provides", 45, this::provide);
    some(text, "file", 15, this::file);
    for (int i = 0; i < density; i++) {
      some(text, "requires", 45, this::wanted);
    }
    some(text, "conflicts", 12, this::against);
    some(text, "obsoletes", obsoletes ? 12 : 0, this::versioned);
    int chance = weak ? 22 : 4;
    some(text, "recommends", chance, this::wanted);
    some(text, "suggests", chance, this::wanted);
    some(text, "supplements", chance, this::wanted);
    some(text, "enhances", chance, this::wanted);
    if (chance(2)) {
      text.append("  requires ").append(name).append('\n');
    }
    return text.toString();
  }

  private void some(StringBuilder text, String kind, int percent, Supplier<String> value) {
    for (int i = 0; i < 2 && chance(percent); i++) {
      text.append("  ").append(kind).append(' ').append(value.get()).append('\n');
    }
  }

  private String provide() {
    String name = chance(85) ? capability() : name();
    return chance(60) ? name : name + " = " + version();
  }

  private String wanted() {
    return rich && chance(25) ? richOne() : chance(12) ? file() : versioned();
  }

  private String against() {
    return rich && chance(15) ? richOne() : versioned();
  }

  private String versioned() {
    String name = chance(60) ? name() : capability();
    return chance(70) ? name : name + " " + pick(RELATIONS) + " " + version();
  }

  private String richOne() {
    String form = pick(RICH);
    Object[] operands = {versioned(), versioned(), versioned()};
    return form.formatted(operands);
  }

  private String groups() {
    StringBuilder text = new StringBuilder("group ga\n");
    List<String> kinds = List.of("mandatory", "default", "optional", "conditional");
    for (int i = 0; i < 3; i++) {
      String kind = pick(kinds);
      text.append("  ").append(kind).append(' ').append(chance(90) ? name() : "nobody");
      text.append(kind.equals("conditional") ? " if " + name() + "\n" : "\n");
    }
    text.append("group gb\n  mandatory ").append(name()).append('\n');
    return text.append("environment ea\n  has ga\n  has gb\n").toString();
  }

  private String job(List<Pkg> packages, boolean groups) {
    StringBuilder text = new StringBuilder("job\n");
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      text.append("  install ").append(spec(packages, groups)).append('\n');
    }
    for (int i = 0; i < 2 && chance(25); i++) {
      text.append("  exclude ").append(named(packages)).append('\n');
    }
    text.append(weak && chance(70) ? "  weak\n" : "");
    return text.append(chance(40) ? "  nobest\n" : "").toString();
  }

  private String spec(List<Pkg> packages, boolean groups) {
    if (groups && chance(40)) {
      return pick(List.of("@ga", "@gb", "@ea", "@g*"));
    }
    return switch (random.nextInt(8)) {
      case 0 -> capability() + (chance(50) ? "" : " " + pick(RELATIONS) + " " + version());
      case 1 -> file();
      case 2 ->
          pick(
              List.of("/usr/bin/*", "*/f1", "cap*", "a*", "?p", "*-x", "[a-c]p", "*.i686", "bp.*"));
      case 3, 4 -> named(packages);
      default -> name();
    };
  }

  /** A package in any of the forms of its name. */
  private String named(List<Pkg> packages) {
    String nevra = pick(packages).nevra();
    String nevr = nevra.substring(0, nevra.lastIndexOf('.'));
    String arch = nevra.substring(nevra.lastIndexOf('.'));
    String nev = nevr.substring(0, nevr.lastIndexOf('-'));
    String name = nev.substring(0, nev.lastIndexOf('-'));
    return switch (random.nextInt(8)) {
      case 0 -> nevra;
      case 1 -> nevr;
      case 2 -> nev;
      case 3 -> name + arch;
      case 4 -> nevra.replace("-1:", "-0:");
      case 5 -> nev + "*";
      case 6 -> name + "-[12]*" + arch;
      default -> name;
    };
  }

  private String name() {
    return pick(names);
  }

  private String capability() {
    return "cap" + random.nextInt(Math.max(2, names.size() / 2));
  }

  private String file() {
    return (random.nextBoolean() ? "/usr/bin/f" : "/usr/share/f") + random.nextInt(4);
  }

  private String version() {
    String version = pick(VERSIONS);
    return chance(50) ? version : version.substring(0, version.lastIndexOf('-'));
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }
}

package org.tmpfsroot.workbench.repository;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.rpm.Capability;
import org.tmpfsroot.workbench.rpm.Capability.Relation;
import org.tmpfsroot.workbench.rpm.Dependency;
import org.tmpfsroot.workbench.rpm.Evr;

/**
 * Different dependencies and versions by number, as columns; the objects are made when first asked
 * for. Immutable and safe for several threads.
 */
final class DependencyTable {
  /** Stands in the relation column for a rich dependency, whose text stands as its name. */
  static final byte RICH = 100;

  private static final Relation[] RELATIONS = Relation.values();

  private final StringTable strings;
  private final int[] evrEpoch;
  private final int[] evrVersion;
  private final int[] evrRelease;
  private final int[] name;
  private final byte[] relation;
  private final int[] evr;
  private final @Nullable Evr[] evrs;
  private final @Nullable Dependency[] dependencies;

  private DependencyTable(
      StringTable strings,
      int[] evrEpoch,
      int[] evrVersion,
      int[] evrRelease,
      int[] name,
      byte[] relation,
      int[] evr) {
    this.strings = strings;
    this.evrEpoch = evrEpoch;
    this.evrVersion = evrVersion;
    this.evrRelease = evrRelease;
    this.name = name;
    this.relation = relation;
    this.evr = evr;
    this.evrs = new Evr[evrEpoch.length];
    this.dependencies = new Dependency[name.length];
  }

  static DependencyTable read(Columns.Reader in, StringTable strings) {
    return new DependencyTable(
        strings, in.ints(), in.ints(), in.ints(), in.ints(), in.bytes(), in.ints());
  }

  void write(Columns.Writer out) throws IOException {
    out.ints(evrEpoch);
    out.ints(evrVersion);
    out.ints(evrRelease);
    out.ints(name);
    out.bytes(relation);
    out.ints(evr);
  }

  int size() {
    return name.length;
  }

  /** Number of the name, or for a rich dependency of its text. */
  int nameOf(int number) {
    return name[number];
  }

  boolean isRich(int number) {
    return relation[number] == RICH;
  }

  boolean isPath(int number) {
    return strings.startsWith(name[number], '/');
  }

  Evr evr(int number) {
    Evr known = evrs[number];
    if (known == null) {
      known =
          new Evr(
              evrEpoch[number], strings.get(evrVersion[number]), strings.get(evrRelease[number]));
      evrs[number] = known;
    }
    return known;
  }

  Dependency get(int number) {
    Dependency known = dependencies[number];
    if (known == null) {
      String text = strings.get(name[number]);
      known =
          isRich(number)
              ? Dependency.parse(text)
              : new Capability(text, RELATIONS[relation[number]], evr(evr[number]));
      dependencies[number] = known;
    }
    return known;
  }

  /** For each number of a version and of a dependency in one table, the number in another. */
  record Numbers(int[] evr, int[] dependency) {}

  /** Collects dependencies and versions. For one thread. */
  static final class Builder {
    private static final byte ANY = (byte) Relation.ANY.ordinal();

    private final StringTable.Builder strings;
    private final IntColumn evrEpoch = new IntColumn();
    private final IntColumn evrVersion = new IntColumn();
    private final IntColumn evrRelease = new IntColumn();
    private int[] evrSlots = new int[1 << 10];
    private final IntColumn name = new IntColumn();
    private byte[] relation = new byte[1 << 10];
    private final IntColumn evr = new IntColumn();
    private int[] slots = new int[1 << 12];

    Builder(StringTable.Builder strings) {
      this.strings = strings;
      int none = strings.intern("");
      evr(0, none, none);
    }

    /** Number of a version; {@link Evr#NONE} is 0. */
    int evr(int epoch, int version, int release) {
      int mask = evrSlots.length - 1;
      int slot = hash(epoch, version, release) & mask;
      while (evrSlots[slot] != 0) {
        int id = evrSlots[slot] - 1;
        if (evrVersion.get(id) == version
            && evrRelease.get(id) == release
            && evrEpoch.get(id) == epoch) {
          return id;
        }
        slot = (slot + 1) & mask;
      }
      int id = evrEpoch.size();
      evrEpoch.add(epoch);
      evrVersion.add(version);
      evrRelease.add(release);
      evrSlots[slot] = id + 1;
      if (evrEpoch.size() * 2 > evrSlots.length) {
        evrSlots = new int[evrSlots.length * 2];
        for (int each = 0; each < evrEpoch.size(); each++) {
          int hash = hash(evrEpoch.get(each), evrVersion.get(each), evrRelease.get(each));
          put(evrSlots, hash, each);
        }
      }
      return id;
    }

    int evr(Evr value) {
      return evr(value.epoch(), strings.intern(value.version()), strings.intern(value.release()));
    }

    int add(Dependency dependency) {
      return dependency instanceof Capability capability
          ? add(
              strings.intern(capability.name()),
              (byte) capability.relation().ordinal(),
              evr(capability.evr()))
          : add(strings.intern(dependency.toString()), RICH, 0);
    }

    /**
     * A dependency whose metadata has no version. What begins with a bracket is rich, unless it
     * cannot be read: then it is a name that nobody has, as for libsolv.
     */
    int addText(String text) {
      if (text.startsWith("(")) {
        try {
          return add(Dependency.parse(text));
        } catch (Fault unreadable) {
          return add(strings.intern(text), ANY, 0);
        }
      }
      return add(strings.intern(text), ANY, 0);
    }

    int add(int nameId, byte relationCode, int evrId) {
      int mask = slots.length - 1;
      int slot = hash(nameId, relationCode, evrId) & mask;
      while (slots[slot] != 0) {
        int id = slots[slot] - 1;
        if (name.get(id) == nameId && relation[id] == relationCode && evr.get(id) == evrId) {
          return id;
        }
        slot = (slot + 1) & mask;
      }
      int id = name.size();
      name.add(nameId);
      evr.add(evrId);
      if (id == relation.length) {
        relation = Arrays.copyOf(relation, id * 2);
      }
      relation[id] = relationCode;
      slots[slot] = id + 1;
      if (name.size() * 2 > slots.length) {
        slots = new int[slots.length * 2];
        for (int each = 0; each < name.size(); each++) {
          put(slots, hash(name.get(each), relation[each], evr.get(each)), each);
        }
      }
      return id;
    }

    /** Takes over all of another's, whose strings have these numbers here. */
    Numbers addAll(Builder other, int[] stringNumbers) {
      int[] versions = new int[other.evrEpoch.size()];
      for (int i = 0; i < versions.length; i++) {
        versions[i] =
            evr(
                other.evrEpoch.get(i),
                stringNumbers[other.evrVersion.get(i)],
                stringNumbers[other.evrRelease.get(i)]);
      }
      int[] numbers = new int[other.name.size()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] =
            add(stringNumbers[other.name.get(i)], other.relation[i], versions[other.evr.get(i)]);
      }
      return new Numbers(versions, numbers);
    }

    private static void put(int[] slots, int hash, int id) {
      int mask = slots.length - 1;
      int slot = hash & mask;
      while (slots[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = id + 1;
    }

    private static int hash(int a, int b, int c) {
      return StringTable.spread((a * 31 + b) * 0x01000193 + c);
    }

    DependencyTable build(StringTable finished) {
      return new DependencyTable(
          finished,
          evrEpoch.toArray(),
          evrVersion.toArray(),
          evrRelease.toArray(),
          name.toArray(),
          Arrays.copyOf(relation, name.size()),
          evr.toArray());
    }
  }
}

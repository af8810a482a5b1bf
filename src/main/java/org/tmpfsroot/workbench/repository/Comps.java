package org.tmpfsroot.workbench.repository;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The groups and environments that repositories offer, by id. */
public record Comps(SortedMap<String, Group> groups, SortedMap<String, Environment> environments) {
  public static final Comps EMPTY = new Comps(new TreeMap<>(), new TreeMap<>());

  public Comps {
    groups = Collections.unmodifiableSortedMap(new TreeMap<>(groups));
    environments = Collections.unmodifiableSortedMap(new TreeMap<>(environments));
  }

  /** Whether a group's member is installed with it. */
  public enum MemberKind {
    /** Always. */
    MANDATORY,
    /** Unless the user says no. */
    DEFAULT,
    /** Only when asked for. */
    OPTIONAL,
    /** When the package it depends on is installed. */
    CONDITIONAL
  }

  /**
   * A package of a group.
   *
   * @param condition name of the package it depends on; empty unless conditional
   */
  public record Member(String name, MemberKind kind, String condition) {
    public static Member mandatory(String name) {
      return new Member(name, MemberKind.MANDATORY, "");
    }
  }

  /** Packages under one name. */
  public record Group(String id, String name, String description, List<Member> members) {
    public Group {
      members = List.copyOf(members);
    }

    /** Names of the members of that kind, in the order of the metadata. */
    public List<String> names(MemberKind kind) {
      return members.stream().filter(m -> m.kind() == kind).map(Member::name).toList();
    }

    private Group mergedWith(Group later) {
      Map<String, Member> byName = new LinkedHashMap<>();
      members.forEach(member -> byName.put(member.name(), member));
      later.members.forEach(member -> byName.put(member.name(), member));
      return new Group(id, later.name, later.description, List.copyOf(byName.values()));
    }
  }

  /**
   * Groups under one name.
   *
   * @param groups ids of the groups it always has
   * @param optionalGroups ids of the groups it may have
   */
  public record Environment(
      String id,
      String name,
      String description,
      List<String> groups,
      List<OptionalGroup> optionalGroups) {
    public Environment {
      groups = List.copyOf(groups);
      optionalGroups = List.copyOf(optionalGroups);
    }

    private Environment mergedWith(Environment later) {
      List<String> allGroups = new ArrayList<>(groups);
      later.groups.stream().filter(each -> !groups.contains(each)).forEach(allGroups::add);
      Map<String, OptionalGroup> options = new LinkedHashMap<>();
      optionalGroups.forEach(each -> options.put(each.id(), each));
      later.optionalGroups.forEach(each -> options.put(each.id(), each));
      return new Environment(
          id, later.name, later.description, allGroups, List.copyOf(options.values()));
    }
  }

  /**
   * A group an environment may have.
   *
   * @param byDefault whether it is taken unless the user says no
   */
  public record OptionalGroup(String id, boolean byDefault) {}

  /** Reads a group file; {@code document} is what messages call it. */
  public static Comps read(InputStream in, String document) {
    return CompsReader.read(in, document);
  }

  /**
   * The group file that {@link #read} reads back: UTF-8 XML, the same bytes for the same groups.
   */
  public byte[] write() {
    return CompsWriter.write(this).getBytes(StandardCharsets.UTF_8);
  }

  public Optional<Group> group(String id) {
    return Optional.ofNullable(groups.get(id));
  }

  public Optional<Environment> environment(String id) {
    return Optional.ofNullable(environments.get(id));
  }

  /**
   * Both together; of a group or environment that both have, the members are united, and where they
   * differ {@code later}'s word counts.
   */
  public Comps mergedWith(Comps later) {
    SortedMap<String, Group> allGroups = new TreeMap<>(groups);
    later.groups.forEach((id, group) -> allGroups.merge(id, group, Group::mergedWith));
    SortedMap<String, Environment> allEnvironments = new TreeMap<>(environments);
    later.environments.forEach(
        (id, environment) -> allEnvironments.merge(id, environment, Environment::mergedWith));
    return new Comps(allGroups, allEnvironments);
  }
}

package org.tmpfsroot.workbench.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.tmpfsroot.workbench.shell.Noun;

class CommandClassesTest {

  @Test
  void listsEveryClassOfCommands() {
    Set<String> written = new TreeSet<>();
    new ClassFileImporter()
        .importPackages("org.tmpfsroot.workbench.shell.command").stream()
            .filter(type -> type.isAnnotatedWith(Noun.class))
            .forEach(type -> written.add(type.getName()));
    Set<String> listed = new TreeSet<>();
    CommandClasses.ALL.forEach(type -> listed.add(type.getName()));
    assertEquals(written, listed);
  }
}

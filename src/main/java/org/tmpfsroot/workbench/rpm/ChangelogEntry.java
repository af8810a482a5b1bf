package org.tmpfsroot.workbench.rpm;

import java.time.Instant;

/**
 * One entry of a package's changelog.
 *
 * @param author as written: name, address and often the version
 */
public record ChangelogEntry(Instant time, String author, String text) {}

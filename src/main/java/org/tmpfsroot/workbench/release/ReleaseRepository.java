package org.tmpfsroot.workbench.release;

/**
 * A package repository that belongs to a release.
 *
 * @param id its name, {@code fedora} or {@code updates}
 * @param path its place below the root of a mirror, with a slash at its end
 * @param metalink the address that lists its mirrors
 */
public record ReleaseRepository(String id, String path, String metalink) {}

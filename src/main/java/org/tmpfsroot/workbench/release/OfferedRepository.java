package org.tmpfsroot.workbench.release;

/**
 * A repository of others that is published for a release and may be added by its name.
 *
 * @param id its name, such as {@code docker-ce}
 * @param baseurl where its {@code repodata} lies
 * @param key the address of the key its packages are signed with
 */
public record OfferedRepository(String id, String baseurl, String key) {}

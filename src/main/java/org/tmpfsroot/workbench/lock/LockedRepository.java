package org.tmpfsroot.workbench.lock;

import org.tmpfsroot.workbench.io.Digest;

/**
 * A repository as it was when the lock was made.
 *
 * @param revision as repomd.xml gives it; empty when it does not
 * @param repomd digest of repomd.xml
 */
public record LockedRepository(String id, String revision, Digest repomd) {}

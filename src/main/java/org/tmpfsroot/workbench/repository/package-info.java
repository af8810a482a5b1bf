/**
 * rpm-md repositories: metalink, repomd, primary, filelists, comps, reading and writing them, and
 * the index of all packages of several repositories that the lock is solved against. Knows one RPM
 * only through {@code rpm}.
 *
 * <p>The format is the "rpm metadata" one that createrepo_c writes (namespaces {@code
 * http://linux.duke.edu/metadata/…}).
 */
@NullMarked
package org.tmpfsroot.workbench.repository;

import org.jspecify.annotations.NullMarked;

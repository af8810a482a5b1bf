/**
 * rpm-md repositories: metalink, mirror list, repomd, primary, filelists, comps, reading and
 * writing them, and the index of all packages of several repositories that the lock is solved
 * against. Knows one RPM only through {@code rpm}, and fetches only through {@code download}.
 *
 * <p>Ways in: {@link org.tmpfsroot.workbench.repository.RepositoryReader} for a list of {@link
 * org.tmpfsroot.workbench.repository.RepositorySource}, {@link
 * org.tmpfsroot.workbench.repository.RepoFile} for a {@code .repo} file, {@link
 * org.tmpfsroot.workbench.repository.PackageIndex} for what was read, {@link
 * org.tmpfsroot.workbench.repository.RepodataWriter} for writing.
 *
 * <p>The format is the "rpm metadata" one that createrepo_c writes (namespaces {@code
 * http://linux.duke.edu/metadata/…}); mirrors come as metalink 3.0 with MirrorManager's alternates;
 * groups as Fedora's comps. Source packages are passed over, and so are kinds of metadata that
 * nobody here needs: databases, zchunk files, and modules, whose packages are taken like any other.
 */
@NullMarked
package org.tmpfsroot.workbench.repository;

import org.jspecify.annotations.NullMarked;

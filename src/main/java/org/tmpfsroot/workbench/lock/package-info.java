/**
 * Which packages an image is made of: requests, the solver that turns them into packages, the
 * reasons it had, and the lock with its two file forms.
 *
 * <p>The way in is {@link org.tmpfsroot.workbench.lock.Resolver}: a {@link
 * org.tmpfsroot.workbench.lock.LockRequest} becomes a {@link
 * org.tmpfsroot.workbench.lock.Resolution}, which holds a {@link org.tmpfsroot.workbench.lock.Lock}
 * or says in words why there is none. {@link org.tmpfsroot.workbench.lock.LockJson} and {@link
 * org.tmpfsroot.workbench.lock.LockList} keep a lock in files.
 *
 * <p>Not a general package manager: the root is always empty, so nothing is updated, downgraded or
 * erased, and no decision depends on what is installed where the program runs. What is chosen is
 * what dnf 4.14 with libsolv 0.7 chooses for an empty root.
 */
@NullMarked
package org.tmpfsroot.workbench.lock;

import org.jspecify.annotations.NullMarked;

/**
 * A build on one page: {@link org.tmpfsroot.workbench.report.BuildReport} is what it tells and
 * writes itself as HTML that is also well-formed XML. The page needs nothing but itself: no
 * network, no script, styles and drawings inside. Whatever comes from a package, a hook or a file
 * is text in it and never markup; what looks like a password's hash is left out.
 *
 * <p>Not here: where any of it comes from. Whoever wants a page brings the run, the lock, the
 * kickstart and the rest.
 */
@NullMarked
package org.tmpfsroot.workbench.report;

import org.jspecify.annotations.NullMarked;

/**
 * One RPM: versions and their order, capabilities and rich dependencies, the package file (lead,
 * signature header, header, payload), its digests and signatures. Knows nothing of repositories.
 *
 * <p>The byte format is that of RPM's own "RPM Package File Format" documentation, versions 3, 4
 * and 6.
 */
@NullMarked
package org.tmpfsroot.workbench.rpm;

import org.jspecify.annotations.NullMarked;

/**
 * Bills of materials of what will be installed, in the two forms that scanners read: {@link
 * org.tmpfsroot.workbench.sbom.CycloneDx} and {@link org.tmpfsroot.workbench.sbom.Spdx}, both made
 * of a {@link org.tmpfsroot.workbench.sbom.Bill}. What is in them comes from the lock and from the
 * packages' own headers; no list of licences or vulnerabilities is fetched from anywhere.
 */
@NullMarked
package org.tmpfsroot.workbench.sbom;

import org.jspecify.annotations.NullMarked;

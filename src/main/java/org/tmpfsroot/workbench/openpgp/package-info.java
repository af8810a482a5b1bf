/**
 * OpenPGP signatures: rings of trusted public keys, verdicts on signatures (detached, clear-signed,
 * or over bytes that stream by), the user's secret keys, and a signing key that is the same
 * wherever it is made. The way in is {@link org.tmpfsroot.workbench.openpgp.KeyRing}; what a
 * signature is worth is a {@link org.tmpfsroot.workbench.openpgp.SignatureVerdict}.
 *
 * <p>Not a key store and not a web of trust: a key in a ring is trusted because someone put it
 * there. The formats are those of RFC 4880 and RFC 9580, read by Bouncy Castle, which is used
 * nowhere else.
 */
@NullMarked
package org.tmpfsroot.workbench.openpgp;

import org.jspecify.annotations.NullMarked;

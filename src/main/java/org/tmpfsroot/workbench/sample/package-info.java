/**
 * The sample mirror: a small folder laid out like a Fedora mirror, with signed packages, repository
 * metadata and an installer image, made without a network and the same bytes everywhere, so that
 * every command can be tried. {@link org.tmpfsroot.workbench.sample.SampleMirror} is the way in.
 *
 * <p>Its packages are stand-ins with the names, versions and dependencies of real ones but with
 * next to nothing in them, and its boot programs print a line and halt: it shows a build, not an
 * installation. Nothing else in the program knows of it.
 */
@NullMarked
package org.tmpfsroot.workbench.sample;

import org.jspecify.annotations.NullMarked;

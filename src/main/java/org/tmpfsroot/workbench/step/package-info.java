/**
 * The steps of a build, one class each, named by verb and object: {@code FetchBase}, {@code
 * WriteIso}. The only place where packages, kickstart, overlay and image formats meet. Each step
 * takes its inputs as constructor arguments, lists all of them in its key, and hands files on
 * through its output folder; which steps a build has, and in which order, is the engine's.
 */
@NullMarked
package org.tmpfsroot.workbench.step;

import org.jspecify.annotations.NullMarked;

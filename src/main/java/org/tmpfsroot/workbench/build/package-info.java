/**
 * Plans of steps and their runs: {@link org.tmpfsroot.workbench.build.Plan} says what is to be done
 * and what is known already, {@link org.tmpfsroot.workbench.build.Runner} does it step by step,
 * {@link org.tmpfsroot.workbench.build.BuildCache} keeps what steps gave, {@link
 * org.tmpfsroot.workbench.build.RunHistory} what runs did.
 *
 * <p>Knows no particular step: what a step does, and which steps a build has, is its engine's.
 */
@NullMarked
package org.tmpfsroot.workbench.build;

import org.jspecify.annotations.NullMarked;

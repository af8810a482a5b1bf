/**
 * The engine that needs nothing but this program: {@link
 * org.tmpfsroot.workbench.engine.embedded.EmbeddedEngine} says which steps a build has and in which
 * order. What each step does is in {@code step}.
 */
@NullMarked
package org.tmpfsroot.workbench.engine.embedded;

import org.jspecify.annotations.NullMarked;

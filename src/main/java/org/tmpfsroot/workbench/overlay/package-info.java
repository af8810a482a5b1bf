/**
 * What is laid over the installed root: the runtime's own files ({@code runtime/} beside this
 * package's classes, listed with owner and mode in {@code runtime/manifest}), the user's tree over
 * them, and the user's hooks. {@link org.tmpfsroot.workbench.overlay.UserTree} and {@link
 * org.tmpfsroot.workbench.overlay.HookFolder} read and check what the user gave; {@link
 * org.tmpfsroot.workbench.overlay.OverlayArchive} writes everything as one archive. Nothing here is
 * ever run on the machine that builds.
 */
@NullMarked
package org.tmpfsroot.workbench.overlay;

import org.jspecify.annotations.NullMarked;

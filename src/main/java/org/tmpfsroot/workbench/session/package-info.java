/**
 * Everything the user chose for one image, and what follows from it across domains.
 *
 * <p>The ways in: {@link org.tmpfsroot.workbench.session.ImageSession}, an immutable record built
 * of one record for each noun; {@link org.tmpfsroot.workbench.session.Workspace}, the one mutable
 * object, with undo and the session's file; {@link org.tmpfsroot.workbench.session.SettingKeys},
 * what can be set, with defaults and checks.
 *
 * <p>Not here: how anything is resolved, rendered or built. A session is turned into the inputs of
 * those packages, never into their results.
 */
@NullMarked
package org.tmpfsroot.workbench.session;

import org.jspecify.annotations.NullMarked;

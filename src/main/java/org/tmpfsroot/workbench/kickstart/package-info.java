/**
 * The text that drives an installation: the kickstart, the boot menu of the installer image, and
 * the boot menu of the installed system. {@link org.tmpfsroot.workbench.kickstart.Kickstart}
 * renders {@link org.tmpfsroot.workbench.kickstart.KickstartInputs}; every line knows where it
 * comes from. Shell stands in files of its own ({@code kickstart/*.sh} beside this package's
 * classes), which take what varies from variables that are assigned in front of them. Nothing here
 * reads a file of the user's or runs anything.
 */
@NullMarked
package org.tmpfsroot.workbench.kickstart;

import org.jspecify.annotations.NullMarked;

/** The program's entry; everything else is in the packages below. */
@NullMarked
package org.tmpfsroot.workbench;

import org.jspecify.annotations.NullMarked;

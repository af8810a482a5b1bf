/**
 * What tests of every package share: peers to compare with, outside data, and the reasons for a
 * skip.
 */
@NullMarked
package org.tmpfsroot.workbench.testing;

import org.jspecify.annotations.NullMarked;

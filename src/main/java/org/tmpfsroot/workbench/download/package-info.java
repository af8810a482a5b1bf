/**
 * Fetching files from mirrors and folders into a store that is addressed by content. {@link
 * org.tmpfsroot.workbench.download.Downloader} is the way in, {@link
 * org.tmpfsroot.workbench.download.ContentStore} is where files end up.
 *
 * <p>Knows nothing of repositories: what a file should be is said by its size and digest alone, and
 * whoever signed those is the caller's to check.
 */
@NullMarked
package org.tmpfsroot.workbench.download;

import org.jspecify.annotations.NullMarked;

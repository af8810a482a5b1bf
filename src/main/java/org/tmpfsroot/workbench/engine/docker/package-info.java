/**
 * The engine that has the distribution's own programs do the work, in containers of a Docker (or
 * Podman) daemon that may be on another machine. It has no plan of its own making: it takes the
 * other engine's and puts the same steps' work into containers, so ids, order and inputs are the
 * same. The way in is {@link org.tmpfsroot.workbench.engine.docker.DockerEngine}.
 *
 * <p>Nothing is mounted: what a container works on goes in as a tar stream and what it made comes
 * out as one, so files belong to whoever runs this program. All that is made on a daemon carries
 * the label {@code org.tmpfsroot.workbench}, by which it is found and removed again; containers say
 * for which process they work, so that those of a killed program are told from those in use.
 */
@NullMarked
package org.tmpfsroot.workbench.engine.docker;

import org.jspecify.annotations.NullMarked;

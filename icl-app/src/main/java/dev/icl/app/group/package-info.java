/**
 * The processes that train one network together, each perhaps on a machine of its own, and the
 * connections between them: every two have one. The package knows nothing of networks and scans.
 *
 * <p>Start with {@link dev.icl.app.group.Meeting}, which makes a {@link
 * dev.icl.app.group.SocketGroup}.
 */
@NullMarked
package dev.icl.app.group;

import org.jspecify.annotations.NullMarked;

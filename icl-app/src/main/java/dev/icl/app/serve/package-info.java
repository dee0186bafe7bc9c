/**
 * A trained network as a service over HTTP, with the server of the JDK: {@link
 * dev.icl.app.serve.SegmentationService}. The only package that opens a socket, to listen.
 */
@NullMarked
package dev.icl.app.serve;

import org.jspecify.annotations.NullMarked;

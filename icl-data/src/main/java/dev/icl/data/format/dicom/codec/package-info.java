/**
 * Decoders of the compressed images that DICOM files hold, of one component: run lengths, JPEG
 * (baseline, extended and lossless), JPEG-LS and JPEG 2000.
 *
 * <p>Plain Java, so that nothing of a file reaches native code. Each decoder takes the size from
 * its caller and refuses data of another, so that it takes no memory that data ask for. Start with
 * {@link FrameDecoder}.
 */
@NullMarked
package dev.icl.data.format.dicom.codec;

import org.jspecify.annotations.NullMarked;

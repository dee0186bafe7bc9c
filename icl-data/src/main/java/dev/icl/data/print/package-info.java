/**
 * Fingerprints by which scans are recognised after they were converted.
 *
 * <p>{@link ScanPrint} is the fingerprint, and {@link ScanCopies} finds scans that occur twice or
 * in more than one subset. The package depends on nothing. Start with {@link ScanPrint}.
 */
@NullMarked
package dev.icl.data.print;

import org.jspecify.annotations.NullMarked;

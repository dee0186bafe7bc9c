/** Which scans are labelled, unlabelled, for validation and for tests; patients never straddle. */
package dev.icl.data.split;

/** What scans go through before they are used, and back. */
package dev.icl.data.preprocess;

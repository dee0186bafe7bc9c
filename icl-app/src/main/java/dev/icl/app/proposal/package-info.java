/**
 * Configurations that are proposed for a dataset: rank, spacing, patch, batch, network, split and
 * method by nnU-Net's published rules and what a memory allows. Start with {@link
 * dev.icl.app.proposal.Proposal}.
 */
@NullMarked
package dev.icl.app.proposal;

import org.jspecify.annotations.NullMarked;

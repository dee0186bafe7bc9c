package dev.icl.app.share;

/**
 * A piece of work that one process does.
 *
 * @param name unique among the items, the same in every process
 * @param size of it, in any unit
 */
public record WorkItem(String name, long size) {}

/** Times the operations and blocks that carry the time, each by itself, with JMH. */
package dev.icl.bench.micro;

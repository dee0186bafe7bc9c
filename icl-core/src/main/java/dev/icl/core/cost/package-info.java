/** What programs cost: floating-point operations, parameters and activation bytes, by shape. */
package dev.icl.core.cost;

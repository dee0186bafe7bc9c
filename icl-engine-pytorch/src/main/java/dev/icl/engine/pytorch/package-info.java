/** The PyTorch engine: programs run eagerly on libtorch through DJL, with autograd. */
package dev.icl.engine.pytorch;

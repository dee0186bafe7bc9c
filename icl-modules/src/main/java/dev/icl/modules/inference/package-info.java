/** From patches through a network to label maps of whole images and volumes. */
package dev.icl.modules.inference;

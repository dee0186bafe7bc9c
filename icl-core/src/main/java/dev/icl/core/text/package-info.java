/** Words of sentences for people that every module writes. */
package dev.icl.core.text;

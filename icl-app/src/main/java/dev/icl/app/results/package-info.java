/** What evaluations write, and what two of them say together. */
package dev.icl.app.results;

/** Trainings and evaluations, from a configuration to the files of a result. */
package dev.icl.app.run;

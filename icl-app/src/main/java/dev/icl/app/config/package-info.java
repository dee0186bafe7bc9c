/** Configurations from YAML, the environment and the command line, and back to YAML. */
package dev.icl.app.config;

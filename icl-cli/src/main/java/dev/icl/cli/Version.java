package dev.icl.cli;

import picocli.CommandLine.IVersionProvider;

/** The text of {@code icl --version}. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Version.class.getPackage().getImplementationVersion();
    return new String[] {
      "icl " + (version == null ? "(not packaged)" : version),
      "Java " + Runtime.version(),
      System.getProperty("os.name") + " " + System.getProperty("os.arch")
    };
  }
}

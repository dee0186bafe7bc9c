package dev.icl.engine.pytorch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessorTest {
  @TempDir Path folder;

  @Test
  void theVendorIsTheOneThatLinuxNames() throws IOException {
    assertThat(Processor.isAmd(described("AuthenticAMD"))).isTrue();
    assertThat(Processor.isAmd(described("GenuineIntel"))).isFalse();
  }

  @Test
  void whereNothingIsSaidTheVendorIsUnknown() throws IOException {
    assertThat(Processor.isAmd(folder.resolve("missing"))).isFalse();
    assertThat(Processor.isAmd(Files.writeString(folder.resolve("arm"), "processor\t: 0\n")))
        .isFalse();
  }

  @Test
  void theVendorIsFoundBehindBytesThatAreNoText() throws IOException {
    byte[] bytes =
        "model name\t: \u00ae\nvendor_id\t: AuthenticAMD\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(Processor.isAmd(Files.write(folder.resolve("odd"), bytes))).isTrue();
  }

  private Path described(String vendor) throws IOException {
    return Files.writeString(
        folder.resolve(vendor),
        """
        processor\t: 0
        vendor_id\t: %s
        cpu family\t: 25
        """
            .formatted(vendor));
  }
}

package dev.icl.data.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import dev.icl.data.Configs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatientsTest {
  @ParameterizedTest
  @CsvSource({
    "patient001_frame01, patient001",
    "patient001_frame01_slice_7, patient001",
    "case_0012, case_0012",
    "scan, scan"
  })
  void framesAndSlicesAreOfOnePatient(String name, String patient) {
    assertThat(Patients.of(Configs.of("folder", ""), Patients.FRAMES).of(name)).isEqualTo(patient);
  }

  @ParameterizedTest
  @CsvSource({
    "BraTS2021_00000, BraTS2021_00000",
    "BraTS20_Training_001, BraTS20_Training_001",
    "BRATS_001, BRATS_001",
    "BraTS-GLI-00000-000, BraTS-GLI-00000",
    "BraTS-GLI-00000-001, BraTS-GLI-00000",
    "BraTS-MEN-00004-000, BraTS-MEN-00004",
    "BraTS19_2013_10_1, BraTS19_2013_10",
    "BraTS19_CBICA_AAB_1, BraTS19_CBICA_AAB",
    "Brats18_TCIA_105_2, Brats18_TCIA_105",
    "case_001, case_001"
  })
  void numbersInNamesOfBratsAreReadByTheirYear(String name, String patient) {
    for (String usual : new String[] {Patients.EXAMINATIONS, Patients.FRAMES}) {
      assertThat(Patients.of(Configs.of("folder", ""), usual).of(name)).isEqualTo(patient);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "sub-01_ses-1_T1w, sub-01",
    "sub-01_ses-2_frame03, sub-01",
    "sub-01, sub-01",
    "sub_01, sub_01"
  })
  void subjectsInTheMannerOfBidsArePatients(String name, String patient) {
    assertThat(Patients.of(Configs.of("folder", ""), Patients.FRAMES).of(name)).isEqualTo(patient);
  }

  @Test
  void theConfigurationMayHaveARuleOfItsOwn() {
    Patients patients =
        Patients.of(Configs.at("folder", "").withPattern("^([^-]+)-").config(), Patients.FRAMES);

    assertThat(patients.of("john-1")).isEqualTo("john");
    assertThat(patients.of("jane")).isEqualTo("jane");
  }

  @ParameterizedTest
  @ValueSource(strings = {"([a-z", "^[a-z]+"})
  void aRuleMustBeARegularExpressionWithAGroup(String pattern) {
    assertThatThrownBy(
            () -> Patients.of(Configs.at("folder", "").withPattern(pattern).config(), "(.*)"))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "data.patient_pattern is '%s': give a regular expression whose first group is the patient, such as ^([^_]+)_."
                .formatted(pattern));
  }
}

package dev.icl.app.serve;

import dev.icl.core.error.UserException;
import dev.icl.core.text.Names;
import dev.icl.data.format.dicom.DicomFormat;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The DICOM series of an unpacked archive.
 *
 * @param dicom reads them
 * @param folder of their files
 */
record UploadedSeries(DicomFormat dicom, Path folder) {
  private static final int MOST_SHOWN = 20;

  /**
   * The path of the series that is asked for, or of the only one.
   *
   * @param uid of the series; empty for the only one
   * @throws UserException if there is no such series, or several and none is asked for
   */
  Path chosen(Optional<String> uid) {
    List<String> uids = dicom.seriesIn(folder);
    if (uid.isPresent()) {
      if (!uids.contains(uid.get())) {
        throw new UserException(
            uids.isEmpty()
                ? "The archive holds no series that could be chosen: leave series out."
                : "The archive holds no series %s: leave series out, or choose one of %s."
                    .formatted(uid.get(), Names.some(uids, MOST_SHOWN)));
      }
      return folder.resolve(uid.get());
    }
    List<Path> scans = dicom.scans(folder).scans();
    if (scans.size() > 1) {
      throw new UserException(
          uids.isEmpty()
              ? "The archive holds %d files of many frames, each a scan: leave out all but one."
                  .formatted(scans.size())
              : "The archive holds %d DICOM series: choose one with series=UID in the query, of %s."
                  .formatted(scans.size(), Names.some(uids, MOST_SHOWN)));
    }
    return folder;
  }
}

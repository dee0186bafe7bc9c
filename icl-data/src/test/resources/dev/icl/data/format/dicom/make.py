"""Writes the DICOM files beside this script; README.md says what is in them."""
import os
import shutil
import subprocess
import tempfile

import numpy as np
import pydicom
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.sequence import Sequence
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian, ExplicitVRBigEndian, ExplicitVRLittleEndian, ImplicitVRLittleEndian, JPEG2000,
    JPEG2000Lossless, RLELossless)

here = os.path.dirname(os.path.abspath(__file__))
ROOT = "1.2.826.0.1.3680043.8.498.1"
COLUMNS, ROWS, SLICES = 23, 17, 4

y, x = np.meshgrid(np.arange(ROWS), np.arange(COLUMNS), indexing="ij")
volume = np.stack([np.where((x < 6) & (y < 9), 7, (37 * x + 91 * y + 11 * x * z) % 4096) for z in range(SLICES)])
ly, lx = np.meshgrid(np.arange(130), np.arange(150), indexing="ij")
large = (8 * lx + 5 * ly + 400 * ((lx // 16 + ly // 16) % 2) + (lx * ly) % 7)[None]
smooth = np.stack([(3 * x + 5 * y + 20 * z) for z in range(SLICES)])

# two rotations, then rounded as a scanner writes them
a, b = np.radians(20), np.radians(-35)
rotation = (np.array([[np.cos(a), -np.sin(a), 0], [np.sin(a), np.cos(a), 0], [0, 0, 1]])
            @ np.array([[1, 0, 0], [0, np.cos(b), -np.sin(b)], [0, np.sin(b), np.cos(b)]]))
row, column = np.round(rotation[:, 0], 6), np.round(rotation[:, 1], 6)
normal = np.cross(row, column)
normal /= np.linalg.norm(normal)
origin, across, down, step = np.array([-31.5, 12.25, 140.0]), 0.7, 1.3, 2.5
positions = [np.round(origin + z * step * normal, 4) for z in range(SLICES)]
lps = np.zeros((3, 4))
lps[:, 0], lps[:, 1] = row / np.linalg.norm(row) * across, column / np.linalg.norm(column) * down
lps[:, 2], lps[:, 3] = (positions[-1] - positions[0]) / (SLICES - 1), positions[0]
ras = np.diag([-1, -1, 1]) @ lps
with open(os.path.join(here, "affine.txt"), "w") as out:
    out.write("\n".join(" ".join(repr(float(v)) for v in r) for r in ras) + "\n")


def numbers(values):
    return [pydicom.valuerep.DSfloat("%.6f" % v) for v in values]


def base(number, syntax, signed=False, bits=16, stored=12):
    ds = Dataset()
    ds.SOPClassUID = "1.2.840.10008.5.1.4.1.1.4"
    ds.SOPInstanceUID = "%s.2.%d" % (ROOT, number)
    ds.SeriesInstanceUID = ROOT + ".1"
    ds.StudyInstanceUID = ROOT + ".3"
    ds.FrameOfReferenceUID = ROOT + ".4"
    ds.ImageType = ["ORIGINAL", "PRIMARY", "M"]
    ds.Modality = "MR"
    ds.SeriesDescription = "made up"
    ds.PatientID = "NOBODY-7"
    ds.PatientName = "Nobody"
    ds.StudyDate = ds.StudyTime = ds.AccessionNumber = ds.StudyID = ""
    ds.InstanceNumber = 100 - number
    ds.SamplesPerPixel, ds.PhotometricInterpretation = 1, "MONOCHROME2"
    ds.BitsAllocated, ds.BitsStored, ds.HighBit = bits, stored, stored - 1
    ds.PixelRepresentation = int(signed)
    ds.file_meta = FileMetaDataset()
    ds.file_meta.MediaStorageSOPClassUID = ds.SOPClassUID
    ds.file_meta.MediaStorageSOPInstanceUID = ds.SOPInstanceUID
    ds.file_meta.TransferSyntaxUID = syntax
    ds.is_little_endian = syntax != ExplicitVRBigEndian
    ds.is_implicit_VR = syntax == ImplicitVRLittleEndian
    return ds


def dtype(signed, bits, syntax):
    order = ">" if syntax == ExplicitVRBigEndian else "<"
    return np.dtype("%s%s%d" % (order, "i" if signed else "u", bits // 8))


def series(folder, data, syntax=ExplicitVRLittleEndian, signed=False, bits=16, stored=12, scale=lambda z: (1, -1024)):
    path = os.path.join(here, folder)
    shutil.rmtree(path, ignore_errors=True)
    os.makedirs(path)
    for z in range(len(data)):
        ds = base(z, syntax, signed, bits, stored)
        ds.Rows, ds.Columns = data.shape[1:]
        ds.ImagePositionPatient = numbers(positions[z])
        ds.ImageOrientationPatient = numbers(np.concatenate([row, column]))
        ds.PixelSpacing = numbers([down, across])
        ds.SliceThickness = "2.5"
        slope, intercept = scale(z)
        ds.RescaleSlope, ds.RescaleIntercept = str(slope), str(intercept)
        ds.PixelData = data[z].astype(dtype(signed, bits, syntax)).tobytes()
        ds["PixelData"].VR = "OW" if bits > 8 else "OB"
        if len(ds.PixelData) % 2:
            ds.PixelData += b"\0"
        ds.save_as(os.path.join(path, "im%d.dcm" % ((z * 3 + 2) % 4)), write_like_original=False)


def converted(folder, source, *command, most=SLICES):
    path = os.path.join(here, folder)
    shutil.rmtree(path, ignore_errors=True)
    os.makedirs(path)
    for name in sorted(os.listdir(os.path.join(here, source)))[:most]:
        subprocess.run([*command, os.path.join(here, source, name), os.path.join(path, name)], check=True)


def enhanced(folder, rle):
    path = os.path.join(here, folder)
    shutil.rmtree(path, ignore_errors=True)
    os.makedirs(path)
    ds = base(7, ExplicitVRLittleEndian)
    ds.SOPClassUID = ds.file_meta.MediaStorageSOPClassUID = "1.2.840.10008.5.1.4.1.1.4.1"
    ds.Rows, ds.Columns, ds.NumberOfFrames = ROWS, COLUMNS, SLICES
    shared, measures, plane, values = Dataset(), Dataset(), Dataset(), Dataset()
    measures.PixelSpacing, measures.SliceThickness = numbers([down, across]), "2.5"
    plane.ImageOrientationPatient = numbers(np.concatenate([row, column]))
    values.RescaleSlope, values.RescaleIntercept, values.RescaleType = "1", "-1024", "US"
    shared.PixelMeasuresSequence = Sequence([measures])
    shared.PlaneOrientationSequence = Sequence([plane])
    shared.PixelValueTransformationSequence = Sequence([values])
    ds.SharedFunctionalGroupsSequence = Sequence([shared])
    frames = []
    for z in (2, 0, 3, 1):
        frame, position = Dataset(), Dataset()
        position.ImagePositionPatient = numbers(positions[z])
        frame.PlanePositionSequence = Sequence([position])
        frames.append(frame)
    ds.PerFrameFunctionalGroupsSequence = Sequence(frames)
    ds.PixelData = volume[[2, 0, 3, 1]].astype("<u2").tobytes()
    ds["PixelData"].VR = "OW"
    if rle:
        ds.compress(RLELossless, encoding_plugin="pydicom")
    ds.save_as(os.path.join(path, "frames.dcm"), write_like_original=False)


def openjpeg(folder, *options, lossy=False):
    """Replaces the samples of the large slice by JPEG 2000 of OpenJPEG, with options that gdcmconv lacks."""
    path = os.path.join(here, folder)
    shutil.rmtree(path, ignore_errors=True)
    os.makedirs(path)
    with tempfile.TemporaryDirectory() as scratch:
        plain, packed = os.path.join(scratch, "a.pgm"), os.path.join(scratch, "a.j2k")
        with open(plain, "wb") as out:
            out.write(b"P5\n150 130\n4095\n" + large[0].astype(">u2").tobytes())
        subprocess.run(["opj_compress", "-i", plain, "-o", packed, *options], check=True, stdout=subprocess.DEVNULL)
        ds = pydicom.dcmread(os.path.join(here, "large", "im2.dcm"))
        with open(packed, "rb") as stream:
            ds.PixelData = encapsulate([stream.read()])
    ds["PixelData"].is_undefined_length = True
    ds.file_meta.TransferSyntaxUID = JPEG2000 if lossy else JPEG2000Lossless
    ds.save_as(os.path.join(path, "im2.dcm"), write_like_original=False)


series("implicit", volume, ImplicitVRLittleEndian)
series("explicit", volume)
series("big", volume, ExplicitVRBigEndian)
series("deflated", volume, DeflatedExplicitVRLittleEndian)
series("signed", volume - 2000, signed=True, stored=16, scale=lambda z: (1, 0))
series("slopes", volume, scale=lambda z: (1 + z, -10 * z))
series("masked", volume + 4096 * (1 + x % 15))
converted("rle", "explicit", "gdcmconv", "--rle")
converted("rle-dcmtk", "explicit", "dcmcrle")
converted("j2k", "explicit", "gdcmconv", "--j2k")
converted("jpegls", "explicit", "gdcmconv", "--jpegls")
converted("jpegls-dcmtk", "explicit", "dcmcjpls")
converted("jpegls-near", "explicit", "dcmcjpls", "+en", "+md", "3", "+un")
converted("jpeg-lossless", "explicit", "dcmcjpeg", "+e1")
for predictor in range(1, 8):
    converted("jpeg-lossless-%d" % predictor, "explicit", "dcmcjpeg", "+el", "+sv", str(predictor), most=1)
converted("signed-rle", "signed", "gdcmconv", "--rle")
converted("signed-j2k", "signed", "gdcmconv", "--j2k")
converted("signed-jpegls", "signed", "gdcmconv", "--jpegls")
series("smooth", smooth * 16, scale=lambda z: (1, 0))
converted("jpeg-12", "smooth", "dcmcjpeg", "+ee", "+sr", "+un", "+q", "98")
series("smooth", smooth, bits=8, stored=8, scale=lambda z: (1, 0))
converted("jpeg-8", "smooth", "dcmcjpeg", "+eb", "+sr", "+un", "+q", "98")
shutil.rmtree(os.path.join(here, "smooth"))
enhanced("enhanced", False)
enhanced("enhanced-rle", True)
series("large", large)
converted("large-j2k", "large", "gdcmconv", "--j2k")
openjpeg("large-j2k-tiles", "-t", "64,48", "-n", "3", "-r", "20,5,1", "-SOP", "-EPH")
openjpeg("large-j2k-rlcp", "-p", "RLCP", "-n", "4", "-r", "9,1", "-M", "42")
for order in ("RPCL", "PCRL", "CPRL"):
    openjpeg("large-j2k-" + order.lower(), "-p", order, "-n", "4", "-c", "[64,32],[32,32]", "-b", "16,32", "-t", "100,70",
             "-d", "0,0", "-r", "5,1")
openjpeg("large-j2k-lossy", "-I", "-q", "40,65", lossy=True)
converted("large-jpegls", "large", "gdcmconv", "--jpegls")
converted("large-jpeg-lossless", "large", "dcmcjpeg", "+e1")
shutil.rmtree(os.path.join(here, "large"))

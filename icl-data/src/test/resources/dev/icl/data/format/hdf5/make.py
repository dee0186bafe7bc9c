"""Writes the HDF5 files beside this script with h5py: every layout, index and filter that is read.

All hold the same image: image[z, y, x] = 100 z + 10 y + x for the shape (3, 4, 5).
"""
import os
import h5py
import numpy as np

here = os.path.dirname(os.path.abspath(__file__))
z, y, x = np.meshgrid(np.arange(3), np.arange(4), np.arange(5), indexing="ij")
image = 100 * z + 10 * y + x


def write(name, data=image.astype(np.float32), libver="earliest", dataset="image", userblock=0, more=(), **options):
    with h5py.File(os.path.join(here, name), "w", libver=libver, userblock_size=userblock) as f:
        f.create_dataset(dataset, data=data, **options)
        for n, d in more:
            f.create_dataset(n, data=d)


label = (image % 4).astype(np.uint8)
write("contiguous_f8.h5", image.astype(np.float64), more=[("label", label)])
write("chunked_gzip_f4.h5", chunks=(2, 3, 2), compression="gzip", more=[("label", label)])
write("chunked_whole_rows.h5", chunks=(1, 2, 5), compression="gzip")
write("shuffle_gzip_fletcher_i2.h5", image.astype(np.int16), chunks=(3, 2, 5), compression="gzip", shuffle=True, fletcher32=True)
write("chunked_plain_u2.h5", image.astype(np.uint16), chunks=(1, 4, 5))
write("bigendian_i4.h5", image.astype(">i4"), chunks=(2, 2, 2), compression="gzip")
write("user_block_u8.h5", image.astype(np.uint64), userblock=512)
write("latest_single_chunk.h5", libver="latest", chunks=(3, 4, 5), compression="gzip")
write("latest_fixed_array.h5", libver="latest", chunks=(1, 2, 3), compression="gzip")
write("latest_extensible_array.h5", libver="latest", chunks=(1, 4, 5), maxshape=(None, 4, 5))
write("latest_btree2.h5", libver="latest", chunks=(2, 2, 2), maxshape=(None, None, 5), compression="gzip")
write("latest_implicit.h5", libver="latest", chunks=(1, 4, 5))
write("latest_many_links.h5", libver="latest", more=[("other%02d" % i, np.zeros(1, np.int8)) for i in range(12)])
write("old_many_links.h5", more=[("other%02d" % i, np.zeros(1, np.int8)) for i in range(12)])
write("mask_bool.h5", image % 2 == 0, dataset="mask", compression="gzip")

# What cannot be read, and says so.
write("refused_lzf.h5", chunks=(3, 4, 5), compression="lzf")
write("refused_float16.h5", image.astype(np.float16))
write("refused_complex.h5", image.astype(np.complex64))
write("refused_text.h5", np.array([b"a", b"b"]))
write("refused_scalar.h5", np.float32(1))
with h5py.File(os.path.join(here, "refused_unwritten.h5"), "w") as f:
    f.create_dataset("image", (3, 4, 5), np.float32, chunks=(1, 4, 5))[0] = 1
with h5py.File(os.path.join(here, "refused_group.h5"), "w") as f:
    f.create_group("image")
with h5py.File(os.path.join(here, "refused_names.h5"), "w") as f:
    f["picture"] = image

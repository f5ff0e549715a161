"""Archives and compressed files."""

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Mapping

import zstandard

from tests.load.hostile.case import BODY, DOCUMENT, Hostile, collector

CASES: dict[str, Hostile] = {}
hostile = collector(CASES)
TEXT = BODY.encode()
ZEROS = b"word " * 2_000_000  # 10 MB


def zipped(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def deflated_bomb(pieces: int) -> bytes:
    """Data that unpacks to so many times 10 MB, made of one piece that repeats."""
    packer = zlib.compressobj(9, wbits=-15)
    piece = packer.compress(ZEROS) + packer.flush(zlib.Z_FULL_FLUSH)
    return piece * pieces + packer.flush()


def zip_around(deflated: bytes, size: int, *, name: bytes = b"a.txt", flags: int = 0) -> bytes:
    """A zip archive around deflated data, whatever it is said to unpack to."""
    told = struct.pack("<4H3L", flags, 8, 0, 0, 0, len(deflated), size)
    names = struct.pack("<2H", len(name), 0)
    local = b"PK\x03\x04" + struct.pack("<H", 20) + told + names + name
    start = len(local) + len(deflated)
    central = b"PK\x01\x02" + struct.pack("<2H", 20, 20) + told + names
    central += struct.pack("<3H2L", 0, 0, 0, 0, 0) + name
    end = b"PK\x05\x06" + struct.pack("<4H2LH", 0, 0, 1, 1, len(central), start, 0)
    return local + deflated + central + end


def tarred(*members: tuple[tarfile.TarInfo, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for info, data in members:
            info.size = len(data) if info.isreg() else info.size
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def tar_member(name: str, kind: bytes = tarfile.REGTYPE, link: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, link
    return info


@hostile("a.zip", "too_large", bomb=True)
def zip_bomb_that_tells_its_size() -> bytes:
    return zip_around(deflated_bomb(300), 3_000_000_000)


@hostile("a.zip", "damaged", bomb=True)
def zip_bomb_that_lies_about_its_size() -> bytes:
    return zip_around(deflated_bomb(300), 100)


@hostile("a.zip", "too_large", bomb=True)
def zip_bomb_in_zips() -> bytes:
    return zipped({"a.zip": zipped({"b.zip": zip_around(deflated_bomb(300), 3_000_000_000)})})


@hostile("a.zip", "unsafe")
def zip_in_zips_without_end() -> bytes:
    data = zipped({"a.txt": TEXT})
    for number in range(50):
        data = zipped({f"{number}.zip": data})
    return data


@hostile("a.zip", DOCUMENT, "too_large", max_unpacked_bytes=5_000_000)
def zip_bomb_of_many_zips() -> bytes:
    inner = zipped({f"{number}.txt": TEXT * 100 for number in range(10)})
    return zipped({f"{number}.zip": inner for number in range(100)})


@hostile("a.zip", "unsafe", bomb=True)
def zip_bomb_of_overlapping_files() -> bytes:
    data = bytearray(zipped({"a.txt": ZEROS}))
    central = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    entry = bytes(data[central:end])
    tail = struct.pack("<4H2LH", 0, 0, 500, 500, len(entry) * 500, central, 0)
    return bytes(data[:central]) + entry * 500 + b"PK\x05\x06" + tail


@hostile("a.zip", DOCUMENT, "too_large", max_members=1000)
def zip_of_too_many_files() -> bytes:
    return zipped({f"{number}.txt": b"%d: " % number + TEXT for number in range(1100)})


@hostile("a.zip", DOCUMENT)
def zip_that_tells_of_four_billion_files() -> bytes:
    data = bytearray(zipped({"a.txt": TEXT}))
    data[-14:-10] = b"\xff" * 4
    return bytes(data)


@hostile("a.zip", DOCUMENT, "unsafe")
def zip_with_paths_that_lead_out() -> bytes:
    names = ["../a.txt", "/etc/a.txt", "C:\\a.txt", "b/../../a.txt", "..\\a.txt", "good.txt"]
    return zipped({name: TEXT + name.encode("ascii", "replace") for name in names})


@hostile("a.zip", "unsafe")
def zip_with_a_line_feed_in_a_name() -> bytes:
    return zip_around(zlib.compress(TEXT)[2:-4], len(TEXT), name=b"a\nb\x1b[2J.txt")


@hostile("a.zip", "unsafe")
def zip_with_a_nul_in_a_name() -> bytes:
    return zip_around(zlib.compress(TEXT)[2:-4], len(TEXT), name=b"a.txt\x00.exe")


@hostile("a.zip", "unsupported")
def zip_that_is_encrypted() -> bytes:
    return zip_around(zlib.compress(TEXT)[2:-4], len(TEXT), flags=1)


@hostile("a.zip", "damaged")
def zip_with_a_wrong_checksum() -> bytes:
    return zip_around(zlib.compress(TEXT)[2:-4], len(TEXT))


@hostile("a.zip", "damaged", DOCUMENT)
def zip_with_half_a_directory() -> bytes:
    data = zipped({"a.txt": TEXT, "b.txt": TEXT + b" Twice."})
    return data[: data.index(b"PK\x01\x02") + 60]


@hostile("a.zip", "damaged")
def zip_of_rubbish() -> bytes:
    return b"PK\x03\x04" + bytes(range(256)) * 50


@hostile("a.zip", "damaged")
def zip_that_is_empty() -> bytes:
    return b"PK\x05\x06" + b"\xff" * 18


@hostile("a.zip", "damaged", DOCUMENT)
def zip_with_a_broken_file_between_good_ones() -> bytes:
    files = {name: TEXT + name.encode() * 50 for name in ("a.txt", "b.txt", "c.txt")}
    data = bytearray(zipped(files))
    second = data.index(b"b.txt") + 5
    data[second : second + 20] = b"\xff" * 20
    return bytes(data)


@hostile("a.txt.gz", "too_large", bomb=True)
def gzip_bomb() -> bytes:
    return gzip.compress(ZEROS, 9) * 300


@hostile("a.txt.gz", "too_large", bomb=True)
def gzip_bomb_in_gzip() -> bytes:
    return gzip.compress(gzip.compress(ZEROS, 9) * 300)


@hostile("a.jsonl.gz", "too_large", bomb=True)
def gzip_bomb_of_lines() -> bytes:
    return gzip.compress(b'{"text": "' + b"a " * 2_000_000) * 2 + gzip.compress(ZEROS) * 300


@hostile("a.jsonl.gz", "too_large", bomb=True)
def gzip_bomb_of_blank_lines() -> bytes:
    return gzip.compress(b"\n" * 10_000_000) * 300


@hostile("a.txt.bz2", "too_large", bomb=True)
def bzip2_bomb() -> bytes:
    return bz2.compress(ZEROS) * 300


@hostile("a.txt.xz", "too_large", bomb=True)
def xz_bomb() -> bytes:
    return lzma.compress(ZEROS) * 300


@hostile("a.txt.zst", "too_large", bomb=True)
def zstandard_bomb() -> bytes:
    return zstandard.compress(ZEROS, 9) * 300


@hostile("a.txt.zst", "damaged", bomb=True)
def zstandard_that_wants_much_memory() -> bytes:
    # A window of 2 GiB, which the decoder is to set aside before anything is read.
    return b"\x28\xb5\x2f\xfd" + b"\x00\xa8" + zstandard.compress(TEXT)[6:]


@hostile("a.txt.xz", "damaged", bomb=True)
def xz_that_wants_much_memory() -> bytes:
    filters = [{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 20}]
    data = bytearray(lzma.compress(TEXT, check=lzma.CHECK_NONE, filters=filters))
    data[16] = 40  # the size of the dictionary: 4 GiB
    data[20:24] = struct.pack("<L", zlib.crc32(bytes(data[12:20])))
    return bytes(data)


@hostile("a.txt.gz", "unsafe")
def gzip_in_gzip_without_end() -> bytes:
    data = TEXT
    for _ in range(200):
        data = gzip.compress(data)
    return data


@hostile("a.txt.gz", "damaged")
def gzip_that_is_cut_off() -> bytes:
    return gzip.compress(TEXT * 50)[:-12]


@hostile("a.txt.gz", "damaged")
def gzip_with_a_wrong_checksum() -> bytes:
    return gzip.compress(TEXT)[:-8] + b"\x00" * 8


@hostile("a.txt.gz", "damaged")
def gzip_with_a_name_without_end() -> bytes:
    return b"\x1f\x8b\x08\x08\x00\x00\x00\x00\x00\x03" + b"a" * 1_000_000


@hostile("a.tar", DOCUMENT, "unsafe")
def tar_with_paths_that_lead_out() -> bytes:
    names = ["../a.txt", "/etc/a.txt", "b/../../a.txt", "good.txt"]
    return tarred(*((tar_member(name), TEXT + name.encode()) for name in names))


@hostile("a.tar", DOCUMENT, "unsafe")
def tar_with_links_and_devices() -> bytes:
    links = [
        tar_member("a.txt", tarfile.SYMTYPE, "/etc/passwd"),
        tar_member("b.txt", tarfile.LNKTYPE, "../../etc/passwd"),
        tar_member("c.txt", tarfile.CHRTYPE),
        tar_member("d.txt", tarfile.BLKTYPE),
        tar_member("e.txt", tarfile.FIFOTYPE),
    ]
    return tarred(*((link, b"") for link in links), (tar_member("good.txt"), TEXT))


@hostile("a.tar", "unsupported", bomb=True)
def tar_with_a_file_of_holes() -> bytes:
    info = tar_member("a.txt", tarfile.GNUTYPE_SPARSE)
    header = bytearray(info.tobuf(tarfile.GNU_FORMAT))
    header[483:495] = b"77777777777\x00"  # 8 GB when it is unpacked
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\x00 " % sum(header)
    return bytes(header) + b"\x00" * 1024


@hostile("a.tar", "unsafe", bomb=True)
def tar_with_a_header_of_a_gigabyte() -> bytes:
    info = tar_member("a.txt", tarfile.XHDTYPE)
    info.size = 1_000_000_000
    return info.tobuf() + b"0" * 100_000


@hostile("a.tar", "damaged", "empty")
def tar_with_a_negative_size() -> bytes:
    header = bytearray(tar_member("a.txt").tobuf(tarfile.GNU_FORMAT))
    header[124:136] = b"\xff" * 12
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\x00 " % sum(header)
    return bytes(header) + TEXT.ljust(512, b"\x00") + b"\x00" * 1024


@hostile("a.tar", "damaged")
def tar_with_a_header_that_loops() -> bytes:
    info = tar_member("././@LongLink", tarfile.GNUTYPE_LONGNAME)
    info.size = 512
    return (info.tobuf() + b"a" * 512) * 5000


@hostile("a.tar.gz", "damaged", DOCUMENT)
def tar_that_is_cut_off() -> bytes:
    members = [(tar_member(f"{number}.txt"), TEXT + b"%d" % number) for number in range(50)]
    return gzip.compress(tarred(*members)[:20_300])


@hostile("a.tar.gz", "too_large", bomb=True)
def tar_bomb() -> bytes:
    info = tar_member("a.txt")
    info.size = 3_000_000_000
    return gzip.compress(info.tobuf()) + gzip.compress(ZEROS, 9) * 300


@hostile("a.tar", "empty")
def tar_of_nothing_but_zeros() -> bytes:
    return b"\x00" * 1_000_000

"""The folder printer: each document a PDF file, whole or not at all, nothing overwritten."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from pathlib import Path

from printing.printers import Sent
from printing.problems import CannotPrint, PrintProblem

_LONGEST_NAME = 80
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_NO_FOLDER = frozenset({errno.ENOTDIR, errno.ENOENT, errno.EEXIST, errno.ELOOP})
_NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK})
_RESERVED_ON_WINDOWS = frozenset(
    {"CON", "PRN", "AUX", "NUL"} | {f"{port}{n}" for port in ("COM", "LPT") for n in range(1, 10)}
)


class FilePrinter:
    """Writes PDFs into a folder, which is made when it is missing.

    A file appears under its name only when every byte is on the disk; a name that is taken
    gets `-2`, `-3` and so on, also between programs that print at the same moment.

    Thread: may be used from any thread.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, pdf: bytes, title: str) -> Sent:
        """Save the document.

        Raises:
            CannotPrint: `disk_full`, `no_permission`, `folder_unusable`, `printer_failed`,
                `nothing_to_print`; the folder is as it was before.
        """
        if not pdf:
            raise CannotPrint(PrintProblem.NOTHING_TO_PRINT)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            path = self._save(pdf, file_stem(title))
        except OSError as error:
            raise self._refusal(error) from error
        return Sent(str(path), complete=True)

    def _save(self, pdf: bytes, stem: str) -> Path:
        handle, name = tempfile.mkstemp(prefix=".printing-", suffix=".part", dir=self.folder)
        part = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(pdf)
                file.flush()
                if os.name != "nt":
                    # Labels carry masked data: the house's group may read them, nobody else.
                    os.fchmod(file.fileno(), 0o640)
                os.fsync(file.fileno())
            path = self._name(part, stem)
        finally:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
        _sync_folder(self.folder)
        return path

    def _name(self, part: Path, stem: str) -> Path:
        """Give the finished file the first free name, in one step that cannot overwrite."""
        number = 1
        while True:
            path = self.folder / (f"{stem}.pdf" if number == 1 else f"{stem}-{number}.pdf")
            try:
                _appear(part, path)
            except FileExistsError:
                number += 1
            else:
                return path

    def _refusal(self, error: OSError) -> CannotPrint:
        folder = str(self.folder)
        if error.errno in _FULL:
            return CannotPrint(PrintProblem.DISK_FULL, folder=folder)
        if error.errno in _FORBIDDEN:
            return CannotPrint(PrintProblem.NO_PERMISSION, folder=folder)
        if error.errno in _NO_FOLDER:
            return CannotPrint(PrintProblem.FOLDER_UNUSABLE, folder=folder)
        reason = errno.errorcode.get(error.errno or 0, type(error).__name__)
        return CannotPrint(PrintProblem.PRINTER_FAILED, reason=reason)


def file_stem(title: str) -> str:
    """A file name made of a title: letters, figures, `-` and `_` of any script.

    Examples:
        >>> file_stem("Waybill SF1340267715208"), file_stem("../拣货单 / 7"), file_stem("con")
        ('Waybill-SF1340267715208', '拣货单-7', 'con-print')
    """
    kept = "".join(char if char.isalnum() or char in "-_" else " " for char in title)
    stem = "-".join(kept.split())[:_LONGEST_NAME].strip("-_") or "print"
    return f"{stem}-print" if stem.upper() in _RESERVED_ON_WINDOWS else stem


def _appear(part: Path, path: Path) -> None:
    """Show `part` under `path`.

    Raises:
        FileExistsError: The name is taken.
    """
    if os.name == "nt":
        os.rename(part, path)  # refuses to overwrite on Windows
        return
    try:
        os.link(part, path)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        _reserve_and_replace(part, path)


def _reserve_and_replace(part: Path, path: Path) -> None:
    """For disks without hard links (FAT, some network shares): hold the name, then fill it."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644))
    try:
        os.replace(part, path)
    except OSError:
        path.unlink()
        raise


def _sync_folder(folder: Path) -> None:
    """Make the new name itself durable where the system can.

    The file stands there whole by now: reporting a failure here would print it twice.
    """
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

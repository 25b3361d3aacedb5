"""Which columns a person wants to see, kept in the data folder of this machine."""

from __future__ import annotations

import json
import logging
import threading
from pathlib import Path

from procedure.ids import PersonId

logger = logging.getLogger(__name__)
_FILE = "columns.json"


class ColumnChoices:
    """Remembers columns by person and listing; without a folder it forgets them at the end.

    Thread: any; it reads and writes a small file, so never the main thread.

    Args:
        folder: The data folder, or None.
    """

    def __init__(self, folder: Path | None) -> None:
        self._path = None if folder is None else folder / _FILE
        self._lock = threading.Lock()
        self._kept: dict[str, dict[str, list[str]]] | None = None

    def of(self, person: PersonId | None, listing: str) -> frozenset[str] | None:
        """The columns this person chose; None where they never did."""
        with self._lock:
            names = self._read().get(str(person), {}).get(listing)
        return None if names is None else frozenset(names)

    def keep(self, person: PersonId | None, listing: str, names: frozenset[str]) -> None:
        """Remember them; a disk that does not take it costs no more than the memory of it."""
        with self._lock:
            kept = self._read()
            kept.setdefault(str(person), {})[listing] = sorted(names)
            if self._path is None:
                return
            part = self._path.with_suffix(".part")
            try:
                part.write_text(json.dumps(kept, indent=1), encoding="utf-8")
                part.replace(self._path)
            except OSError:
                logger.warning("columns are not kept: %s cannot be written", self._path)

    def _read(self) -> dict[str, dict[str, list[str]]]:
        if self._kept is None:
            self._kept = {} if self._path is None else _read_file(self._path)
        return self._kept


def _read_file(path: Path) -> dict[str, dict[str, list[str]]]:
    """What was kept; a damaged file is as good as none."""
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
        return {
            str(person): {str(name): [str(c) for c in columns] for name, columns in tables.items()}
            for person, tables in read.items()
        }
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, AttributeError, TypeError):
        logger.warning("columns are shown as at first: %s cannot be read", path)
        return {}

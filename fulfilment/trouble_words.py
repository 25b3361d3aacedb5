"""What people read when something cannot be done now: one sentence for each `Trouble`."""

from __future__ import annotations

from collections.abc import Mapping

from db.errors import CannotNow, Trouble
from resources.catalogue import N_, Translator

TROUBLE_WORDS: Mapping[Trouble, str] = {
    Trouble.DATABASE_AWAY: N_(
        "The database does not answer. Check the network and the server, then try again; "
        "scans stay on this station's disk meanwhile."
    ),
    Trouble.DATABASE_BUSY: N_("The database is busy with other stations. Try again in a moment."),
    Trouble.DATABASE_NEWER: N_(
        "This database was made by a newer Packbench. Install the newer version on this station; "
        "nothing was changed."
    ),
    Trouble.DATABASE_OLDER: N_(
        "This database is not up to date for this program. Run “packbenchctl upgrade”, which "
        "makes a backup first; nothing was changed."
    ),
    Trouble.NO_DATABASE: N_(
        "There is no Packbench database at {path} yet. Start the program once, or name another one "
        "with --db; the demo's lies in its own folder."
    ),
    Trouble.DATABASE_FOREIGN: N_(
        "This is not a Packbench database. Choose another file or server; nothing was changed."
    ),
    Trouble.DATABASE_DAMAGED: N_(
        "The file {path} is damaged. It was kept as it is; call the technician."
    ),
    Trouble.DISK_FULL: N_(
        "The disk is full, so nothing more can be saved. Free some space, then go on."
    ),
    Trouble.DISK_FAILED: N_(
        "The disk reports a fault, so nothing more can be saved. Call the technician."
    ),
    Trouble.READ_ONLY: N_(
        "Packbench may not write here. Ask for write permission to the data folder, then go on."
    ),
    Trouble.JOURNAL_IN_USE: N_(
        "Another Packbench works as this station already. Close it, or choose another station."
    ),
    Trouble.NOT_A_JOURNAL: N_(
        "{path} is not a journal of a Packbench station. Choose another file; nothing was changed."
    ),
    Trouble.JOURNAL_NEWER: N_(
        "The journal {path} was written by a newer Packbench. Use the newer version for it; "
        "nothing was changed."
    ),
    Trouble.NO_WAREHOUSE: N_(
        "This database has no warehouse yet. Start the demo, or set the warehouse up first."
    ),
    Trouble.HOUSE_EXISTS: N_(
        "This database has a warehouse already. The demo needs an empty one; nothing was changed."
    ),
    Trouble.NO_STATION: N_(
        "There is no station {name} in this warehouse. Choose another name, or add the station."
    ),
    Trouble.DEMO_NOT_BUILT: N_(
        "The demo warehouse could not be built: {detail}. Choose an empty folder with --data."
    ),
    Trouble.NO_NODE_NUMBER: N_(
        "Too many programs use this database at once. Close some that nobody needs, then try again."
    ),
    Trouble.NODE_LEASE_ENDED: N_(
        "This program was asleep for too long to write safely. Start it again; nothing is lost."
    ),
}


_CANNOT_SAVE = frozenset(
    {Trouble.DISK_FULL, Trouble.DISK_FAILED, Trouble.READ_ONLY, Trouble.DATABASE_DAMAGED}
)
"""Said by the database of its own disk."""


def centre_sentence(trouble: CannotNow | None, translator: Translator) -> str:
    """What a station is told of the database behind it: why it takes nothing; None, it does."""
    if trouble is None:
        return translator.text(N_("The database answers again."))
    if trouble.trouble in (Trouble.DATABASE_AWAY, Trouble.DATABASE_BUSY):
        words = N_("The database does not answer. Scans are kept on this station and saved later.")
        return translator.text(words)
    if trouble.trouble in _CANNOT_SAVE:
        words = N_(
            "The database cannot save anything, its disk is full or at fault. Call the technician; "
            "scans are kept on this station and saved later."
        )
        return translator.text(words)
    return trouble_sentence(trouble, translator)


def trouble_sentence(trouble: CannotNow, translator: Translator) -> str:
    """The sentence of a trouble in somebody's language."""
    known = {"path": "", "name": "", "detail": "", **trouble.params}
    return translator.text(TROUBLE_WORDS[trouble.trouble], **known)

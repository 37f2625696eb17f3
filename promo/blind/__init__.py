"""Committee copies: a packet in which codes stand for the names of people and teams."""

from promo.blind.blinding import Blind
from promo.blind.checking import left_in
from promo.blind.people import People, Role, Who, names_of
from promo.blind.personal import links_left_out, personal
from promo.blind.undoing import Key, Unblind, key_file, key_of, read_key

__all__ = [
    "Blind",
    "Key",
    "People",
    "Role",
    "Unblind",
    "Who",
    "key_file",
    "key_of",
    "left_in",
    "links_left_out",
    "names_of",
    "personal",
    "read_key",
]

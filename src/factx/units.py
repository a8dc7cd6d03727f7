"""Units of measurement as Pint reads them, with the few definitions of our own (models/*/units.txt)."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from factx.lexicon import lexicon

if TYPE_CHECKING:
    from pint import UnitRegistry


def same_unit(name: str) -> str:
    """A form that all names of one unit share: its size in base units, to 12 digits, with their names.

    "kg", "kilogram" and "1000 gram" give the same; a name that Pint does not know gives itself, in small letters.
    """
    import pint  # noqa: PLC0415 (a third of a second that only scoring pays)

    plain = re.sub(r"\s+", " ", name.strip())
    for spelled in (plain, plain.casefold()):
        try:
            one = _registry().Quantity(1, spelled) if spelled.isalpha() else _registry().parse_expression(spelled)
            base = one.to_base_units()
        except (pint.PintError, AttributeError, AssertionError, TypeError, ValueError, ArithmeticError):
            continue
        return f"{base.magnitude:.12g} {base.units}"
    return plain.casefold()


@cache
def _registry() -> UnitRegistry[Any]:
    import pint  # noqa: PLC0415

    registry: UnitRegistry[Any] = pint.UnitRegistry(autoconvert_offset_to_baseunit=True)
    registry.load_definitions(lexicon().unit_definitions)
    return registry
